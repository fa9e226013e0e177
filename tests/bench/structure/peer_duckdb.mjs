// The same load, checks and comparison in DuckDB.  peer_duckdb.mjs DIR [ROUNDS] [THREADS]
// Needs the npm package @duckdb/node-api in a node_modules above this file or on NODE_PATH.
import { createRequire } from 'node:module';
const { DuckDBInstance } = createRequire(process.env.DUCKDB_HOME ? process.env.DUCKDB_HOME + '/' : import.meta.url)('@duckdb/node-api');

const [directory, rounds = '1', threads = '1'] = process.argv.slice(2);
const RULES = [
  `select count(*) from new p join post m on m.id = p.reports_to where m.structure <> p.structure`,
  `select count(*) from new p join post m on m.id = p.reports_to join grade a on a.id = m.grade join grade b on b.id = p.grade where a.rank < b.rank`,
  `select count(*) from new where fte > posts * 1000000`,
  `select count(*) from span where s > 8`,
  `select count(*) from depth where d > 7`,
  `select count(*) from area where id not in (select serves from new where title = 'Title 000')`,
  `select count(*) from unit u left join post h on h.id = u.head left join (select unit, sum(posts) s from new group by unit) l on l.unit = u.id
     where u.structure = 'proposed' and (h.unit <> u.id or coalesce(l.s, 0) <> u.quantity)`,
  `select count(*) from new p join grade g on g.id = p.grade where g.maximum::hugeint * 100 * p.fte < p.cost::hugeint * 1000000`,
  `select count(*) from new where temporary = 'yes' and id in (select reports_to from span)`,
  `select count(*) from new where title = 'Title 001' and fte < 500000`,
];

async function open() {
  const instance = await DuckDBInstance.create(':memory:', { threads });
  return instance.connect();
}
async function row(db, sql) {
  return (await db.runAndReadAll(sql)).getRows()[0].map(Number);
}
async function load(db) {
  const text = name => `'${name}': 'VARCHAR'`;
  await db.run(`create table post as select * replace (round(fte * 1000000)::bigint as fte, cost::bigint * 100 as cost)
    from read_csv('${directory}/posts.csv', header = true, types = {${['id', 'structure', 'title', 'unit', 'reports_to', 'grade', 'serves', 'temporary', 'origin'].map(text)}}, nullstr = '\\N')`);
  for (const name of ['unit', 'area', 'grade'])
    await db.run(`create table ${name} as select * from read_csv('${directory}/${name}s.csv', header = true)`);
}
async function check(db) {
  await db.run(`create table new as select * from post where structure = 'proposed'`);
  await db.run(`create table span as select reports_to, sum(posts) s from new where reports_to not in ('', 'none') group by reports_to`);
  await db.run(`create table depth as with recursive line(id, d) as (
    select id, 0 from new where reports_to in ('', 'none')
    union all select p.id, d + 1 from line join new p on p.reports_to = line.id) select id, d from line`);
  await db.run(`create table circle as with recursive up(start, id, d) as (
    select id, reports_to, 1 from new where id not in (select id from depth)
    union all select start, p.reports_to, d + 1 from up join new p on p.id = up.id where up.id <> start and d < 50)
    select distinct start from up where id = start`);
  const [orphans] = await row(db, `select count(*) from new where reports_to = ''`);
  const [cycles] = await row(db, `select count(*) from circle`);
  const [layers] = await row(db, `select max(d) + 1 from depth`);
  const [widest] = await row(db, `select max(s) from span`);
  const [fte, cost] = await row(db, `select sum(f % 1000003), sum(c % 1000003) from (select sum(fte) f, sum(cost) c from new group by serves)`);
  const rules = [];
  for (const sql of RULES) rules.push((await row(db, sql))[0]);
  return [[orphans, cycles, layers, widest, fte, cost], rules];
}
async function compare(db) {
  const [added] = await row(db, `select count(*) from new where origin = ''`);
  const [ceased] = await row(db, `select count(*) from post o where o.structure = 'current' and not exists (select 1 from new n where n.origin = o.id)`);
  const [changed, both] = await row(db, `select sum((n.title <> o.title or n.grade <> o.grade or n.fte <> o.fte or n.posts <> o.posts)::int), count(*)
    from new n join post o on o.id = n.origin where n.origin <> ''`);
  return [added, ceased, changed, both - changed];
}

let totals, found, changes;
const seconds = () => Number(process.hrtime.bigint()) / 1e9;
for (let round = 0; round < Number(rounds); round++) {
  const db = await open();
  const t0 = seconds();
  await load(db);
  const t1 = seconds();
  [totals, found] = await check(db);
  const t2 = seconds();
  changes = await compare(db);
  const t3 = seconds();
  console.log(`time\tsplit 0.0000\tload ${(t1 - t0).toFixed(6)}\tcheck ${(t2 - t1).toFixed(6)}\tcompare ${(t3 - t2).toFixed(6)}`);
}
console.log('answer\torphans %d\tcycles %d\tlayers %d\twidest %d\tfte %d\tcost %d', ...totals);
console.log('answer\trules ' + found.join(' '));
console.log('answer\tadded %d\tceased %d\tchanged %d\tunchanged %d', ...changes);
