/* A structure of three posts, one rule, and what the library says of it. */
#include <locality.h>
#include <stdio.h>
#include <string.h>

static const char rule[] = "rule EST-1 \"The posts listed add up to the stated establishment\"\n"
                           "  for     s in structure\n"
                           "  let     listed = sum(p.posts for p in post where p.structure = s)\n"
                           "  require listed = s.stated_fte\n";

int main(void) {
    locality_error error;
    locality_model *model = NULL;
    locality_snapshot *now = NULL;
    locality_findings *findings = NULL;
    locality_structure_record proposed = LOCALITY_STRUCTURE_RECORD_INIT;
    locality_post post = LOCALITY_POST_INIT;

    proposed.id = "proposed";
    locality_range_exact(6 * LOCALITY_ONE, &proposed.stated_fte);
    post.id = "officer";
    post.structure = "proposed";
    locality_range_exact(4, &post.posts);

    if (locality_model_new(NULL, NULL, &model, &error) ||
        locality_structure_record_put(model, &proposed, &error) ||
        locality_post_put(model, &post, &error) ||
        locality_rules_load(model, rule, strlen(rule), "establishment.rules", &error) ||
        locality_snapshot_take(model, &now, &error) ||
        locality_check(now, NULL, &findings, &error)) {
        fprintf(stderr, "%s: %s\n", locality_status_name(error.status), error.message);
        return 2;
    }
    for (size_t i = 0; i < locality_findings_count(findings); i++) {
        const locality_finding *finding = locality_findings_at(findings, i);
        printf("%s %s: %s\n%s\n", locality_verdict_name(finding->verdict), finding->rule,
               finding->summary, finding->arithmetic);
    }
    locality_findings_free(findings);
    locality_snapshot_release(now);
    locality_model_free(model);
    return 0;
}
