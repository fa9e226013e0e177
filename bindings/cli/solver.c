/* Solver: what --solver names, where the command was built with it. */
#include <string.h>

#include "cli.h"
#ifdef LOCALITY_HAVE_CBC
#include <locality-cbc.h>
#endif

int cli_take_solver(const cli_line *cli, locality_program_solver *out) {
    const locality_program_solver none = LOCALITY_PROGRAM_SOLVER_INIT;

    *out = none;
    if (strcmp(cli->solver, "cbc") != 0)
        return cli_stop("--solver %s: there is cbc, and no other", cli->solver);
#ifdef LOCALITY_HAVE_CBC
    (void)locality_cbc_solver(NULL, out, NULL); /* refuses wrong options alone */
    return CLI_HOLDS;
#else
    return cli_stop("--solver cbc: this command was built without CBC");
#endif
}
