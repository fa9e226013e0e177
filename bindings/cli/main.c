/* The command `locality`: reads the command line and runs one command. */
#include "cli.h"

int main(int argc, char **argv) {
    cli_line cli;
    int code = cli_read(&cli, argc, argv);

    if (code == CLI_HOLDS) {
        cli_terminal(&cli);
        if (cli.command == NULL || (cli.given & CLI_HELP) != 0)
            cli_help(cli.command);
        else
            code = cli.command->run(&cli);
    }
    cli_clear(&cli);
    return cli_finish(code);
}
