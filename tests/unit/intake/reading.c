/* Importing: what becomes of the rows of a table, and what is told of those that cannot be believed. */
#include "kit.h"

/* One map and one table a case: the records that must stand, and the problems that must be told. */
typedef struct reading {
    const char *name, *map, *table;
    size_t length;
    const char *records, *problems;
} reading;

#define READ(name, map, table, records, problems) \
    { name, "map m \"M\"\n" map, table, sizeof(table) - 1, records, problems }

static const reading readings[] = {
    READ("a column is a field", "column id \"Id\"\ncolumn t \"Title\"\nmake post id\n  title t\n",
         "Id,Title\n1,Head\n2, Clerk \n", "post 1 title=Head\npost 2 title=Clerk", ""),
    READ("headings fit without regard to case and blanks", "column id \"post id\"\nmake post id\n",
         " Post   ID \nx\n", "post x", ""),
    READ("another heading does as well", "column id \"Id\" \"Reference\"\nmake post id\n",
         "Reference\nx\n", "post x", ""),
    READ("an optional column may be absent",
         "column id \"Id\"\ncolumn t \"T\" optional\nmake post id\n  title t or \"none given\"\n",
         "Id\nx\n", "post x title=none given", ""),
    READ("a heading the map does not cover is told",
         "column id \"Id\"\nignore \"URI\"\nmake post id\n", "Id,Uri,Pay,\nx,1,2,3\n", "post x",
         "1:3 heading 1 [Pay] :'' the map m does not cover this column; nothing of it is imported\n"
         "1:4 heading 1 [] :'' the map m does not cover this column; nothing of it is imported\n"),
    READ("the first or last of two headings can be picked",
         "column id \"Id\"\ncolumn a \"N\" pick first\ncolumn b \"N\" pick last\n"
         "make post id\n  title \"{a}-{b}\"\n",
         "Id,N,N\nx,1,2\n", "post x title=1-2", ""),
    READ("rows above the heading are left out", "heading row 3\ncolumn id \"Id\"\nmake post id\n",
         "A title\n\nId\nx\n", "post x", ""),
    READ("words that state nothing, and none",
         "missing \"N/D\"\ncolumn id \"Id\"\ncolumn b \"Boss\" none \"XX\" missing \"NA\"\n"
         "column t \"T\"\nmake post id\n  reports_to b\n  title t\n",
         "Id,Boss,T\na,xx,n/d\nb,a,T\nc,na,XX\n",
         "post a reports_to=none\npost b title=T reports_to=a\npost c title=XX", ""),
    READ("the first choice that says something counts",
         "column id \"Id\"\ncolumn a \"A\"\ncolumn b \"B\"\n"
         "make post id\n  title \"{a}/{b}\" or a or \"nothing\" when b missing or \"b alone\"\n",
         "Id,A,B\n1,x,y\n2,x,\n3,,\n4,,y\n",
         "post 1 title=x/y\npost 2 title=x\npost 3 title=nothing\npost 4 title=b alone", ""),
    READ("conditions are is, is not, like, differs, given, missing",
         "column id \"Id\"\ncolumn a \"A\"\nmake post id\n"
         "  title \"one\" when a is \"X\" \"Y\" or \"two\" when a like \"Z*\" and a differs id\n"
         "        or \"three\" when a given or \"four\"\n"
         "  remark \"not x\" when a is not \"x\"\n",
         "Id,A\n1,y\n2,zeta\nz,z\n4,\n5,x\n",
         "post 1 title=one remark=not x\npost 2 title=two remark=not x\n"
         "post z title=three remark=not x\npost 4 title=four remark=not x\npost 5 title=one",
         ""),
    READ("rows can be skipped for a reason",
         "column id \"Id\"\nskip \"totals\" when id like \"Total*\"\nmake post id\n",
         "Id\na\nTotal 1\n", "post a", ""),
    READ("blank rows are no rows", "column id \"Id\"\ncolumn b \"B\"\nmake post id\n",
         "Id,B\na,1\n\n , \n,\nb,2\n", "post a\npost b", ""),
    READ(
        "a record without an id is told", "column id \"Id\"\ncolumn b \"B\"\nmake post id\n",
        "Id,B\n,1\na,2\n", "post a",
        "2:0 id 2 [] post:'' the row does not say what the record is called; it is not imported\n"),
    READ("an id given again is told", "column id \"Id\"\ncolumn t \"T\"\nmake post id\n  title t\n",
         "Id,T\na,1\nb,2\na,3\n", "post a title=1\npost b title=2",
         "4:0 repeated 2 [] post:a '' this id was given in row 2 already; that record counts\n"),
    READ("a record that comes in many rows stands once",
         "column id \"Id\"\ncolumn u \"U\"\ncolumn n \"N\"\n"
         "make unit \"{u:slug}\" once\n  name u\n  remark n\n"
         "make post id\n  unit \"{u:slug}\"\n",
         "Id,U,N\n1,The Unit,x\n2,The Unit,\n3,the unit,x\n4,,\n",
         "unit the-unit name=The Unit remark=x\npost 1 unit=the-unit\npost 2 unit=the-unit\n"
         "post 3 unit=the-unit\npost 4",
         "4:0 different 1 [] unit:the-unit '' row 2 says other things of this record, and counts "
         "(told once a record)\n"),
    READ("numbers that are none are told and left out",
         "column id \"Id\"\ncolumn f \"FTE\"\ncolumn p \"Posts\"\ncolumn c \"Cost\" unit thousand\n"
         "make post id\n  fte f\n  posts p\n  cost c\n",
         "Id,FTE,Posts,Cost\n1,0.5,2,1.5\n2,spot,1.5,\n3,\"1,200\",<3,\xC2\xA3"
         "2\n",
         "post 1 posts=2 fte=0.5 cost=1500\npost 2\npost 3 posts=<=2 fte=1200 cost=2000",
         "3:2 value 2 [FTE] :'spot' \"spot\": this is no number; write 12.5 or 1,234.5, or ? for "
         "unknown\n"
         "3:3 value 2 [Posts] :'1.5' a count is a whole number\n"),
    READ("a value that exceeds another is told and neither is believed",
         "column id \"Id\"\ncolumn a \"Min\"\ncolumn b \"Max\"\ncheck a <= b\n"
         "make grade id\n  minimum a\n  maximum b\n",
         "Id,Min,Max\n1,10,20\n2,30,20\n3,5,\n4,5,5\n",
         "grade 1 minimum=10 maximum=20\ngrade 2\ngrade 3 minimum=5\ngrade 4 minimum=5 maximum=5",
         "3:2 order 2 [Min] :'30' this is more than the value that must not be less; neither is "
         "imported\n"),
    READ("dates, truths and words are read",
         "column id \"Id\"\ncolumn d \"D\" date \"D/M/YYYY\"\ncolumn e \"E\"\ncolumn s \"S\"\n"
         "column c \"C\"\nmake post id\n  starts d\n  ends e\n  senior s\n  contract c\n",
         "Id,D,E,S,C\n1,3/9/2010,2011-04,Yes,Fixed Term\n2,2010-09-03,soon,perhaps,forever\n",
         "post 1 senior=yes contract=fixed_term starts=2010-09-03 ends=2011-04\npost 2",
         "3:2 value 2 [D] :'2010-09-03' this is no date of the form D/M/YYYY\n"
         "3:3 value 2 [E] :'soon' \"soon\": write a date as 2010-09-03, 2010-07, 2010-Q3, 2010 or "
         "2011/12\n"
         "3:4 value 2 [S] :'perhaps' this is neither yes nor no\n"
         "3:5 value 2 [C] :'forever' this is none of the words of the field: permanent, "
         "fixed_term, secondment, casual, agency\n"),
    READ("references that lead nowhere are told and left out",
         "column id \"Id\"\ncolumn b \"Boss\"\ncolumn s \"Skills\" split \";\"\n"
         "make skill \"s\" once\nmake post id\n  reports_to b\n  skills s\n",
         "Id,Boss,Skills\n1,,s\n2,1,s;t;s\n3,9,t\n",
         "post 1 skills=s\npost 2 reports_to=1 skills=s+s\npost 3\nskill s",
         "3:0 dangling 2 [] post:2 't' skills names no skill of the model; the field is left "
         "missing\n"
         "4:0 dangling 2 [] post:3 '9' reports_to names no post of the model; the field is left "
         "missing\n"
         "4:0 dangling 2 [] post:3 't' skills names no skill of the model; the field is left "
         "missing\n"),
    READ("another name of a record leads to it",
         "column id \"Id\"\ncolumn o \"Old\"\ncolumn p \"In\"\nmake area id\n  parent p\n"
         "make alias \"{id}/old\"\n  record \"area:{id}\"\n  text o\n",
         "Id,Old,In\nE1,one,TWO\nE2,Two,\n",
         "area E1 parent=TWO\narea E2\nalias E1/old record=area:E1 text=one\n"
         "alias E2/old record=area:E2 text=Two",
         ""),
    READ("a record of any kind is followed too",
         "column id \"Id\"\ncolumn a \"A\"\nmake note id\n  about a\n",
         "Id,A\n1,note:2\n2,post:9\n3,what\n", "note 1 about=note:2\nnote 2\nnote 3",
         "3:0 dangling 2 [] note:2 'post:9' about names no record of the model; the field is left "
         "missing\n"
         "4:2 value 2 [A] :'what' \"what\" does not name a record: write kind:id\n"),
    READ("items of a cell make a record each",
         "column id \"Id\"\ncolumn f \"Former\" split \",\" missing \"-\"\n"
         "make area id\nmake alias \"{id}/{item}\" each f\n  record \"area:{id}\"\n  text f\n",
         "Id,Former\n1,\"a, b,-,\"\n2,-\n",
         "area 1\narea 2\nalias 1/a record=area:1 text=a\nalias 1/b record=area:1 text=b", ""),
    READ("columns of a set make a record each",
         "column id \"Id\"\ncolumns age like \"#\" \"#+\"\nmake area id\n"
         "make observation \"{id}/{item}\" each age\n  area id\n  value age\n  category \"Age "
         "{item}\"\n",
         "Id,0,1,90+\nx,5,,7\n",
         "area x\nobservation x/0 area=x value=5 category=Age 0\n"
         "observation x/90+ area=x value=7 category=Age 90+",
         ""),
    READ("several items where one belongs are told",
         "column id \"Id\"\ncolumn s \"S\" split \",\"\nmake area id\n  successor s\n",
         "Id,S\na,\"b,c\"\nb,c\nc,\n", "area a\narea b successor=c\narea c",
         "2:2 value 2 [S] :'b,c' the cell names several records, and the field holds one\n"),
    READ(
        "an id of a list without blanks",
        "column id \"Id\"\ncolumn f \"F\" split \";\"\ncolumn g \"G\"\nmake function "
        "\"{item:slug}\" once each f\n"
        "  name f\nmake post id\n  functions \"{f:slug}\"\n  supports_in g\n",
        "Id,F,G\n1,Parks & Trees; Waste,Waste Disposal\n",
        "post 1 functions=parks-trees+waste\nfunction parks-trees name=Parks & Trees\n"
        "function waste name=Waste",
        "2:3 value 2 [G] :'Waste Disposal' an id in a list cannot have blanks; {column:slug} makes "
        "one without\n"),
    READ(
        "the form of rows is checked",
        "column id \"Id\"\ncolumn t \"T\"\nmake post id\n  title t\n",
        "Id,T\n1,a,b\n2\n3,x\"y\n4,\"x\"y\n5,e,,\n6,\"open\n",
        "post 2\npost 3 title=x\"y\npost 5 title=e",
        "2:3 cells 2 [] :'b' the row has more cells than there are headings; it is not imported\n"
        "3:2 cells 1 [T] :'' the row has fewer cells than there are headings; the others are "
        "missing\n"
        "4:2 quotes 1 [T] :'x\"y' a quotation mark stands inside a cell without quotes; kept as it "
        "is\n"
        "5:2 quotes 2 [T] :'x\"y' text stands behind a closing quotation mark; the row is not "
        "imported\n"
        "7:2 quotes 2 [T] :'open ' this quotation mark is never closed; the rest of the table is "
        "in it\n"),
    READ(
        "bytes that are no text are told",
        "column id \"Id\"\ncolumn t \"T\"\nmake post id\n  title t\n",
        "Id,T\n1,caf\xE9\n2,Fund\xEF\xBF\xBDs\n3,a\0b\n4,\xC3\xA9\n",
        "post 1\npost 2 title=Fund\xEF\xBF\xBDs\npost 3\npost 4 title=\xC3\xA9",
        "2:2 encoding 2 [T] :'caf?' this cell is not valid UTF-8; if the file is Windows-1252, the "
        "map can say so: encoding windows-1252\n"
        "3:2 mangled 1 [T] :'Fund\xEF\xBF\xBDs' a replacement character stands where a letter was "
        "lost; it is imported as it is\n"
        "4:2 encoding 2 [T] :'a?b' this cell holds a NUL byte\n"),
    READ("Windows-1252 is read where the map says so",
         "encoding windows-1252\ncolumn id \"Caf\xC3\xA9\"\ncolumn t \"T\"\nmake post id\n  title "
         "t\n",
         "Caf\xE9,T\n1,\x93q\x94\n2,\x81\n", "post 1 title=\xE2\x80\x9Cq\xE2\x80\x9D\npost 2",
         "3:2 encoding 2 [T] :'?' a byte of this cell means nothing in Windows-1252\n"),
    READ("the heading shows the delimiter",
         "column id \"Id\"\ncolumn t \"T\"\nmake post id\n  title t\n", "Id;T\n1;\"a;b\"\n2;c,d\n",
         "post 1 title=a;b\npost 2 title=c,d", ""),
    READ("tabs", "delimiter tab\ncolumn id \"Id\"\ncolumn t \"T\"\nmake post id\n  title t\n",
         "Id\tT\n1\ta\n", "post 1 title=a", ""),
    READ("a byte order mark and CR LF", "column id \"Id\"\nmake post id\n",
         "\xEF\xBB\xBF\"Id\"\r\n1\r\n", "post 1", ""),
    READ("ids with control characters are refused", "column id \"Id\"\nmake post id\n",
         "Id\n\"a\nb\"\nnone\nc\n", "post c",
         "2:0 id 2 [] post:a b '' the id holds a control character\n"
         "3:0 id 2 [] post:none '' no record can have the id `none`\n"),
    READ("given columns",
         "structure \"now\"\ncolumn id \"Id\"\n"
         "make structure structure once\nmake post \"{id}/{row}\"\n  structure structure\n"
         "  title label or \"no label\"\n  starts as-at\n",
         "Id\nx\n", "structure now\npost x/2 structure=now title=no label", ""),
};

/* The problems alone: what stands before the counts, which begin with their number and a blank. */
static void cut_counts(kit_page *page) {
    char *at = strstr(page->text, "0  ");
    while (at != NULL && at != page->text && at[-1] != '\n') {
        at = strstr(at + 1, "0  ");
    }
    if (at != NULL) {
        *at = '\0';
    }
}

static void tables_become_records(void) {
    static kit_page page;
    for (size_t i = 0; i < TEST_COUNT(readings); i++) {
        const reading *r = &readings[i];
        locality_model *model = kit_new_model();
        locality_intake_report *report = kit_import(model, r->map, r->table, r->length, NULL);
        kit_model(model, &page);
        if (!TEST_ROW(strcmp(page.text, r->records) == 0, r->name)) {
            printf("%s\n", page.text);
        }
        kit_report(report, &page);
        cut_counts(&page);
        /* An empty kind stands between two colons in a line of problems. */
        for (char *p = strstr(page.text, "] : '"); p != NULL; p = strstr(p, "] : '")) {
            memmove(p + 3, p + 4, strlen(p + 4) + 1);
        }
        for (char *p = strstr(page.text, "post: '"); p != NULL; p = strstr(p, "post: '")) {
            memmove(p + 5, p + 6, strlen(p + 6) + 1);
        }
        if (!TEST_ROW(strcmp(page.text, r->problems) == 0, r->name)) {
            printf("%s\n", page.text);
        }
        locality_snapshot *snapshot = NULL;
        TEST_ROW(locality_snapshot_take(model, &snapshot, NULL) == LOCALITY_OK, r->name);
        locality_snapshot_release(snapshot);
        locality_intake_report_free(report);
        locality_model_free(model);
    }
}

/* The same, however the bytes are cut. */
static void the_cut_of_the_bytes_never_shows(void) {
    static kit_page whole, cut;
    for (size_t i = 0; i < TEST_COUNT(readings); i++) {
        const reading *r = &readings[i];
        locality_model *first = kit_new_model();
        locality_intake_report *report = kit_import(first, r->map, r->table, r->length, NULL);
        kit_report(report, &whole);
        locality_intake_report_free(report);
        for (size_t piece = 1; piece < r->length; piece += piece < 8 ? 1 : 5) {
            locality_model *model = kit_new_model();
            locality_intake *intake = NULL;
            locality_status status =
                locality_intake_new(model, r->map, strlen(r->map), NULL, &intake, NULL);
            for (size_t at = 0; at < r->length && status == LOCALITY_OK; at += piece) {
                size_t take = r->length - at < piece ? r->length - at : piece;
                char *copy = malloc(take);
                memcpy(copy, r->table + at, take);
                status = locality_intake_push(intake, copy, take, NULL);
                free(copy);
            }
            TEST_ROW(status == LOCALITY_OK, r->name);
            TEST_NUMBER(locality_intake_finish(intake, &report, NULL), LOCALITY_OK);
            locality_intake_free(intake);
            kit_report(report, &cut);
            TEST_ROW(strcmp(cut.text, whole.text) == 0, r->name);
            locality_intake_report_free(report);
            kit_model(model, &cut);
            TEST_ROW(strcmp(cut.text, r->records) == 0, r->name);
            locality_model_free(model);
        }
        locality_model_free(first);
    }
}

static const test_case cases[] = {
    {"tables become records, and what is wrong is told", tables_become_records},
    {"how the bytes are cut never shows", the_cut_of_the_bytes_never_shows},
};
TEST_MAIN("reading tables", cases)
