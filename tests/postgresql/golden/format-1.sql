CREATE SCHEMA golden_case;
CREATE SCHEMA locality;
COMMENT ON SCHEMA locality IS 'Catalogue of the cases that liblocality keeps here';
CREATE FUNCTION locality.note_hand() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$ BEGIN EXECUTE format('DELETE FROM %I.case_tables WHERE kind = %L', TG_TABLE_SCHEMA, TG_TABLE_NAME); RETURN NULL; END $$;
CREATE TABLE golden_case.area (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    level text,
    parent text,
    code text,
    category text,
    rank bigint,
    rank_to bigint,
    rank_edition text,
    status text,
    starts bigint,
    starts_to bigint,
    ends bigint,
    ends_to bigint,
    successor text,
    population bigint,
    population_to bigint,
    key_work text,
    key_needs text,
    contacts text,
    profile_date bigint,
    profile_date_to bigint,
    focus bigint,
    focus_to bigint,
    represented text,
    name text,
    source text,
    section text,
    basis text,
    remark text
);
CREATE TABLE golden_case.area_history (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    level text,
    parent text,
    code text,
    category text,
    rank bigint,
    rank_to bigint,
    rank_edition text,
    status text,
    starts bigint,
    starts_to bigint,
    ends bigint,
    ends_to bigint,
    successor text,
    population bigint,
    population_to bigint,
    key_work text,
    key_needs text,
    contacts text,
    profile_date bigint,
    profile_date_to bigint,
    focus bigint,
    focus_to bigint,
    represented text,
    name text,
    source text,
    section text,
    basis text,
    remark text,
    last_revision bigint NOT NULL
);
CREATE VIEW golden_case.area_view AS
 SELECT area.place,
    area.id,
    area.level,
    area.parent,
    area.code,
    area.category,
    area.rank,
    area.rank_to,
    area.rank_edition,
    area.status,
        CASE
            WHEN ((area.starts >= '-719162'::integer) AND (area.starts <= 2932896)) THEN ('1970-01-01'::date + (area.starts)::integer)
            ELSE NULL::date
        END AS starts,
        CASE
            WHEN ((area.starts_to >= '-719162'::integer) AND (area.starts_to <= 2932896)) THEN ('1970-01-01'::date + (area.starts_to)::integer)
            ELSE NULL::date
        END AS starts_to,
        CASE
            WHEN ((area.ends >= '-719162'::integer) AND (area.ends <= 2932896)) THEN ('1970-01-01'::date + (area.ends)::integer)
            ELSE NULL::date
        END AS ends,
        CASE
            WHEN ((area.ends_to >= '-719162'::integer) AND (area.ends_to <= 2932896)) THEN ('1970-01-01'::date + (area.ends_to)::integer)
            ELSE NULL::date
        END AS ends_to,
    area.successor,
    area.population,
    area.population_to,
    area.key_work,
    area.key_needs,
    area.contacts,
        CASE
            WHEN ((area.profile_date >= '-719162'::integer) AND (area.profile_date <= 2932896)) THEN ('1970-01-01'::date + (area.profile_date)::integer)
            ELSE NULL::date
        END AS profile_date,
        CASE
            WHEN ((area.profile_date_to >= '-719162'::integer) AND (area.profile_date_to <= 2932896)) THEN ('1970-01-01'::date + (area.profile_date_to)::integer)
            ELSE NULL::date
        END AS profile_date_to,
        CASE
            WHEN (area.focus = area.focus_to) THEN (area.focus = 1)
            ELSE NULL::boolean
        END AS focus,
    area.represented,
    area.name,
    area.source,
    area.section,
    area.basis,
    area.remark
   FROM golden_case.area;
CREATE TABLE golden_case.case_revisions (
    revision bigint NOT NULL,
    day bigint NOT NULL,
    saved timestamp with time zone DEFAULT now() NOT NULL,
    header text
);
CREATE TABLE golden_case.case_state (
    format bigint NOT NULL,
    revision bigint NOT NULL,
    next_place bigint NOT NULL,
    header text
);
CREATE TABLE golden_case.case_tables (
    kind text NOT NULL COLLATE pg_catalog."C",
    used text[] NOT NULL
);
CREATE TABLE golden_case.post (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    structure text,
    title text,
    unit text,
    posts bigint,
    posts_to bigint,
    fte bigint,
    fte_to bigint,
    vacant bigint,
    vacant_to bigint,
    grade text,
    level bigint,
    level_to bigint,
    senior bigint,
    senior_to bigint,
    manages bigint,
    manages_to bigint,
    reports_to text,
    reports_basis text,
    dotted_to text[],
    supports text[],
    base text,
    serves text[],
    "group" text,
    countywide bigint,
    countywide_to bigint,
    themes text[],
    functions text[],
    skills text[],
    remit text,
    task_role text,
    contract text,
    temporary bigint,
    temporary_to bigint,
    streams text[],
    cost bigint,
    cost_to bigint,
    shared_with text[],
    employers text[],
    statutory text,
    origin text[],
    disposition text,
    starts bigint,
    starts_to bigint,
    ends bigint,
    ends_to bigint,
    supports_in text[],
    name text,
    source text,
    section text,
    basis text,
    remark text,
    desk text
);
CREATE TABLE golden_case.post_history (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    structure text,
    title text,
    unit text,
    posts bigint,
    posts_to bigint,
    fte bigint,
    fte_to bigint,
    vacant bigint,
    vacant_to bigint,
    grade text,
    level bigint,
    level_to bigint,
    senior bigint,
    senior_to bigint,
    manages bigint,
    manages_to bigint,
    reports_to text,
    reports_basis text,
    dotted_to text[],
    supports text[],
    base text,
    serves text[],
    "group" text,
    countywide bigint,
    countywide_to bigint,
    themes text[],
    functions text[],
    skills text[],
    remit text,
    task_role text,
    contract text,
    temporary bigint,
    temporary_to bigint,
    streams text[],
    cost bigint,
    cost_to bigint,
    shared_with text[],
    employers text[],
    statutory text,
    origin text[],
    disposition text,
    starts bigint,
    starts_to bigint,
    ends bigint,
    ends_to bigint,
    supports_in text[],
    name text,
    source text,
    section text,
    basis text,
    remark text,
    desk text,
    last_revision bigint NOT NULL
);
CREATE VIEW golden_case.post_view AS
 SELECT post.place,
    post.id,
    post.structure,
    post.title,
    post.unit,
    post.posts,
    post.posts_to,
    ((post.fte)::numeric * 0.000001) AS fte,
    ((post.fte_to)::numeric * 0.000001) AS fte_to,
    post.vacant,
    post.vacant_to,
    post.grade,
    post.level,
    post.level_to,
        CASE
            WHEN (post.senior = post.senior_to) THEN (post.senior = 1)
            ELSE NULL::boolean
        END AS senior,
        CASE
            WHEN (post.manages = post.manages_to) THEN (post.manages = 1)
            ELSE NULL::boolean
        END AS manages,
    post.reports_to,
    post.reports_basis,
    post.dotted_to,
    post.supports,
    post.base,
    post.serves,
    post."group",
        CASE
            WHEN (post.countywide = post.countywide_to) THEN (post.countywide = 1)
            ELSE NULL::boolean
        END AS countywide,
    post.themes,
    post.functions,
    post.skills,
    post.remit,
    post.task_role,
    post.contract,
        CASE
            WHEN (post.temporary = post.temporary_to) THEN (post.temporary = 1)
            ELSE NULL::boolean
        END AS temporary,
    post.streams,
    ((post.cost)::numeric * 0.01) AS cost,
    ((post.cost_to)::numeric * 0.01) AS cost_to,
    post.shared_with,
    post.employers,
    post.statutory,
    post.origin,
    post.disposition,
        CASE
            WHEN ((post.starts >= '-719162'::integer) AND (post.starts <= 2932896)) THEN ('1970-01-01'::date + (post.starts)::integer)
            ELSE NULL::date
        END AS starts,
        CASE
            WHEN ((post.starts_to >= '-719162'::integer) AND (post.starts_to <= 2932896)) THEN ('1970-01-01'::date + (post.starts_to)::integer)
            ELSE NULL::date
        END AS starts_to,
        CASE
            WHEN ((post.ends >= '-719162'::integer) AND (post.ends <= 2932896)) THEN ('1970-01-01'::date + (post.ends)::integer)
            ELSE NULL::date
        END AS ends,
        CASE
            WHEN ((post.ends_to >= '-719162'::integer) AND (post.ends_to <= 2932896)) THEN ('1970-01-01'::date + (post.ends_to)::integer)
            ELSE NULL::date
        END AS ends_to,
    post.supports_in,
    post.name,
    post.source,
    post.section,
    post.basis,
    post.remark,
    post.desk
   FROM golden_case.post;
CREATE TABLE golden_case.skill (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    family text,
    strength text,
    includes text[],
    name text,
    source text,
    section text,
    basis text,
    remark text
);
CREATE TABLE golden_case.skill_history (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    family text,
    strength text,
    includes text[],
    name text,
    source text,
    section text,
    basis text,
    remark text,
    last_revision bigint NOT NULL
);
CREATE VIEW golden_case.skill_view AS
 SELECT skill.place,
    skill.id,
    skill.family,
    skill.strength,
    skill.includes,
    skill.name,
    skill.source,
    skill.section,
    skill.basis,
    skill.remark
   FROM golden_case.skill;
CREATE TABLE golden_case.spend (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    stream text,
    type text,
    amount bigint,
    amount_to bigint,
    date bigint,
    date_to bigint,
    category text,
    area text,
    age bigint,
    age_to bigint,
    external bigint,
    external_to bigint,
    recurring bigint,
    recurring_to bigint,
    post text,
    name text,
    source text,
    section text,
    basis text,
    remark text
);
CREATE TABLE golden_case.spend_history (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    stream text,
    type text,
    amount bigint,
    amount_to bigint,
    date bigint,
    date_to bigint,
    category text,
    area text,
    age bigint,
    age_to bigint,
    external bigint,
    external_to bigint,
    recurring bigint,
    recurring_to bigint,
    post text,
    name text,
    source text,
    section text,
    basis text,
    remark text,
    last_revision bigint NOT NULL
);
CREATE VIEW golden_case.spend_view AS
 SELECT spend.place,
    spend.id,
    spend.stream,
    spend.type,
    ((spend.amount)::numeric * 0.01) AS amount,
    ((spend.amount_to)::numeric * 0.01) AS amount_to,
        CASE
            WHEN ((spend.date >= '-719162'::integer) AND (spend.date <= 2932896)) THEN ('1970-01-01'::date + (spend.date)::integer)
            ELSE NULL::date
        END AS date,
        CASE
            WHEN ((spend.date_to >= '-719162'::integer) AND (spend.date_to <= 2932896)) THEN ('1970-01-01'::date + (spend.date_to)::integer)
            ELSE NULL::date
        END AS date_to,
    spend.category,
    spend.area,
    spend.age,
    spend.age_to,
    ((spend.external)::numeric * 0.01) AS external,
    ((spend.external_to)::numeric * 0.01) AS external_to,
        CASE
            WHEN (spend.recurring = spend.recurring_to) THEN (spend.recurring = 1)
            ELSE NULL::boolean
        END AS recurring,
    spend.post,
    spend.name,
    spend.source,
    spend.section,
    spend.basis,
    spend.remark
   FROM golden_case.spend;
CREATE TABLE golden_case.structure (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    label text,
    status text,
    baseline text,
    organisation text,
    stated_fte bigint,
    stated_fte_to bigint,
    stated_posts bigint,
    stated_posts_to bigint,
    listing text,
    effective bigint,
    effective_to bigint,
    ends bigint,
    ends_to bigint,
    name text,
    source text,
    section text,
    basis text,
    remark text
);
CREATE TABLE golden_case.structure_history (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    label text,
    status text,
    baseline text,
    organisation text,
    stated_fte bigint,
    stated_fte_to bigint,
    stated_posts bigint,
    stated_posts_to bigint,
    listing text,
    effective bigint,
    effective_to bigint,
    ends bigint,
    ends_to bigint,
    name text,
    source text,
    section text,
    basis text,
    remark text,
    last_revision bigint NOT NULL
);
CREATE VIEW golden_case.structure_view AS
 SELECT structure.place,
    structure.id,
    structure.label,
    structure.status,
    structure.baseline,
    structure.organisation,
    ((structure.stated_fte)::numeric * 0.000001) AS stated_fte,
    ((structure.stated_fte_to)::numeric * 0.000001) AS stated_fte_to,
    structure.stated_posts,
    structure.stated_posts_to,
    structure.listing,
        CASE
            WHEN ((structure.effective >= '-719162'::integer) AND (structure.effective <= 2932896)) THEN ('1970-01-01'::date + (structure.effective)::integer)
            ELSE NULL::date
        END AS effective,
        CASE
            WHEN ((structure.effective_to >= '-719162'::integer) AND (structure.effective_to <= 2932896)) THEN ('1970-01-01'::date + (structure.effective_to)::integer)
            ELSE NULL::date
        END AS effective_to,
        CASE
            WHEN ((structure.ends >= '-719162'::integer) AND (structure.ends <= 2932896)) THEN ('1970-01-01'::date + (structure.ends)::integer)
            ELSE NULL::date
        END AS ends,
        CASE
            WHEN ((structure.ends_to >= '-719162'::integer) AND (structure.ends_to <= 2932896)) THEN ('1970-01-01'::date + (structure.ends_to)::integer)
            ELSE NULL::date
        END AS ends_to,
    structure.name,
    structure.source,
    structure.section,
    structure.basis,
    structure.remark
   FROM golden_case.structure;
CREATE TABLE golden_case.unit (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    structure text,
    parent text,
    type text,
    head text,
    site text,
    covers text[],
    quantity bigint,
    quantity_to bigint,
    organised_by text,
    origin text[],
    temporary bigint,
    temporary_to bigint,
    successor text,
    starts bigint,
    starts_to bigint,
    ends bigint,
    ends_to bigint,
    name text,
    source text,
    section text,
    basis text,
    remark text
);
CREATE TABLE golden_case.unit_history (
    place bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    first_revision bigint NOT NULL,
    structure text,
    parent text,
    type text,
    head text,
    site text,
    covers text[],
    quantity bigint,
    quantity_to bigint,
    organised_by text,
    origin text[],
    temporary bigint,
    temporary_to bigint,
    successor text,
    starts bigint,
    starts_to bigint,
    ends bigint,
    ends_to bigint,
    name text,
    source text,
    section text,
    basis text,
    remark text,
    last_revision bigint NOT NULL
);
CREATE VIEW golden_case.unit_view AS
 SELECT unit.place,
    unit.id,
    unit.structure,
    unit.parent,
    unit.type,
    unit.head,
    unit.site,
    unit.covers,
    unit.quantity,
    unit.quantity_to,
    unit.organised_by,
    unit.origin,
        CASE
            WHEN (unit.temporary = unit.temporary_to) THEN (unit.temporary = 1)
            ELSE NULL::boolean
        END AS temporary,
    unit.successor,
        CASE
            WHEN ((unit.starts >= '-719162'::integer) AND (unit.starts <= 2932896)) THEN ('1970-01-01'::date + (unit.starts)::integer)
            ELSE NULL::date
        END AS starts,
        CASE
            WHEN ((unit.starts_to >= '-719162'::integer) AND (unit.starts_to <= 2932896)) THEN ('1970-01-01'::date + (unit.starts_to)::integer)
            ELSE NULL::date
        END AS starts_to,
        CASE
            WHEN ((unit.ends >= '-719162'::integer) AND (unit.ends <= 2932896)) THEN ('1970-01-01'::date + (unit.ends)::integer)
            ELSE NULL::date
        END AS ends,
        CASE
            WHEN ((unit.ends_to >= '-719162'::integer) AND (unit.ends_to <= 2932896)) THEN ('1970-01-01'::date + (unit.ends_to)::integer)
            ELSE NULL::date
        END AS ends_to,
    unit.name,
    unit.source,
    unit.section,
    unit.basis,
    unit.remark
   FROM golden_case.unit;
CREATE TABLE locality.about (
    application text NOT NULL,
    format bigint NOT NULL,
    history boolean NOT NULL
);
CREATE TABLE locality.cases (
    name text NOT NULL COLLATE pg_catalog."C",
    schema_name text NOT NULL COLLATE pg_catalog."C",
    made timestamp with time zone DEFAULT now() NOT NULL
);
INSERT INTO golden_case.area VALUES (2, 'a''1', 1, 'ward', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 20000, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO golden_case.case_revisions VALUES (1, 100, '2026-11-22 04:32:10.301983+00', 'locality-case 1
title A golden case – with ''quotes''
field post desk text - - Where the post sits.
');
INSERT INTO golden_case.case_revisions VALUES (2, 200, '2026-11-22 04:32:10.357295+00', 'locality-case 1
title Changed
field post desk text - - Where the post sits.
');
INSERT INTO golden_case.case_state VALUES (1, 2, 12, 'locality-case 1
title Changed
field post desk text - - Where the post sits.
');
INSERT INTO golden_case.case_tables VALUES ('spend', '{name,amount}');
INSERT INTO golden_case.case_tables VALUES ('post', '{unit,title,posts,starts,cost,fte,skills,reports_to,structure,desk,temporary}');
INSERT INTO golden_case.case_tables VALUES ('unit', '{covers,name,structure}');
INSERT INTO golden_case.case_tables VALUES ('structure', '{status,baseline}');
INSERT INTO golden_case.case_tables VALUES ('area', '{focus,population,level}');
INSERT INTO golden_case.case_tables VALUES ('skill', '{name}');
INSERT INTO golden_case.post VALUES (7, 'aide', 1, 'current', '', NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'head', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, NULL, 2000000, 3000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO golden_case.post VALUES (6, 'head', 2, 'current', 'Head', 'team', 1, 1, 600000, 600000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'none', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{s1,s1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 14791, 14821, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'by the window');
INSERT INTO golden_case.post VALUES (11, 'new', 2, 'proposed', 'New', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO golden_case.post_history VALUES (6, 'head', 1, 'current', 'Head', 'team', 1, 1, 800000, 800000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'none', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{s1,s1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 14791, 14821, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'by the window', 2);
INSERT INTO golden_case.post_history VALUES (8, 'old', 1, 'current', 'Relic "quoted"
line	\ {a,b}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2);
INSERT INTO golden_case.skill VALUES (1, 's1', 1, NULL, NULL, NULL, 'One', NULL, NULL, NULL, NULL);
INSERT INTO golden_case.spend VALUES (9, 'sp', 1, NULL, NULL, -135400000, -135400000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '€ 🏛', NULL, NULL, NULL, NULL);
INSERT INTO golden_case.structure VALUES (3, 'current', 1, NULL, 'current', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO golden_case.structure VALUES (4, 'proposed', 1, NULL, 'proposed', 'current', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO golden_case.unit VALUES (5, 'team', 1, 'current', NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Team', NULL, NULL, NULL, NULL);
INSERT INTO locality.about VALUES ('liblocality', 1, true);
INSERT INTO locality.cases VALUES ('Golden case', 'golden_case', '2026-11-22 04:32:10.301983+00');
ALTER TABLE ONLY golden_case.area
    ADD CONSTRAINT area_pkey PRIMARY KEY (id);
ALTER TABLE ONLY golden_case.area
    ADD CONSTRAINT area_place_key UNIQUE (place);
ALTER TABLE ONLY golden_case.case_revisions
    ADD CONSTRAINT case_revisions_pkey PRIMARY KEY (revision);
ALTER TABLE ONLY golden_case.case_tables
    ADD CONSTRAINT case_tables_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY golden_case.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (id);
ALTER TABLE ONLY golden_case.post
    ADD CONSTRAINT post_place_key UNIQUE (place);
ALTER TABLE ONLY golden_case.skill
    ADD CONSTRAINT skill_pkey PRIMARY KEY (id);
ALTER TABLE ONLY golden_case.skill
    ADD CONSTRAINT skill_place_key UNIQUE (place);
ALTER TABLE ONLY golden_case.spend
    ADD CONSTRAINT spend_pkey PRIMARY KEY (id);
ALTER TABLE ONLY golden_case.spend
    ADD CONSTRAINT spend_place_key UNIQUE (place);
ALTER TABLE ONLY golden_case.structure
    ADD CONSTRAINT structure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY golden_case.structure
    ADD CONSTRAINT structure_place_key UNIQUE (place);
ALTER TABLE ONLY golden_case.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY golden_case.unit
    ADD CONSTRAINT unit_place_key UNIQUE (place);
ALTER TABLE ONLY locality.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (name);
ALTER TABLE ONLY locality.cases
    ADD CONSTRAINT cases_schema_name_key UNIQUE (schema_name);
CREATE INDEX area_history_place_idx ON golden_case.area_history USING btree (place);
CREATE INDEX post_history_place_idx ON golden_case.post_history USING btree (place);
CREATE INDEX skill_history_place_idx ON golden_case.skill_history USING btree (place);
CREATE INDEX spend_history_place_idx ON golden_case.spend_history USING btree (place);
CREATE INDEX structure_history_place_idx ON golden_case.structure_history USING btree (place);
CREATE INDEX unit_history_place_idx ON golden_case.unit_history USING btree (place);
CREATE TRIGGER note_hand BEFORE INSERT OR UPDATE ON golden_case.area FOR EACH STATEMENT WHEN ((current_setting('locality.writes'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION locality.note_hand();
CREATE TRIGGER note_hand BEFORE INSERT OR UPDATE ON golden_case.post FOR EACH STATEMENT WHEN ((current_setting('locality.writes'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION locality.note_hand();
CREATE TRIGGER note_hand BEFORE INSERT OR UPDATE ON golden_case.skill FOR EACH STATEMENT WHEN ((current_setting('locality.writes'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION locality.note_hand();
CREATE TRIGGER note_hand BEFORE INSERT OR UPDATE ON golden_case.spend FOR EACH STATEMENT WHEN ((current_setting('locality.writes'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION locality.note_hand();
CREATE TRIGGER note_hand BEFORE INSERT OR UPDATE ON golden_case.structure FOR EACH STATEMENT WHEN ((current_setting('locality.writes'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION locality.note_hand();
CREATE TRIGGER note_hand BEFORE INSERT OR UPDATE ON golden_case.unit FOR EACH STATEMENT WHEN ((current_setting('locality.writes'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION locality.note_hand();
