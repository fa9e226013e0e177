/* Depends: what hangs on one provider, and what would be left without it. */
#ifndef LOC_CLI_DEPENDS_H
#define LOC_CLI_DEPENDS_H

#include "watched.h"

/* Shows it of every provider, for the year up to the latest period; says nothing where none is known. */
int cli_show_dependence(const cli_watched *watched);
/* The same as a member of a JSON object. */
int cli_put_dependence(const cli_watched *watched);

#endif
