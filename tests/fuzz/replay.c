/*
 * Replays the seeds of a fuzz target without a fuzzer: every file of the directories or files named
 * on the command line goes once through LLVMFuzzerTestOneInput. No seed at all is a failure.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads a whole file into memory of exactly its size, so that a read beyond it is seen. */
static uint8_t *read_all(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    uint8_t *data = NULL;
    long length = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    if (length >= 0 && fseek(file, 0, SEEK_SET) == 0) {
        *size = (size_t)length;
        data = malloc(*size ? *size : 1);
        if (data != NULL && fread(data, 1, *size, file) != *size) {
            free(data);
            data = NULL;
        }
    }
    fclose(file);
    return data;
}

static size_t replay_file(const char *path) {
    size_t size = 0;
    uint8_t *data = read_all(path, &size);
    if (data == NULL) {
        fprintf(stderr, "cannot read %s\n", path);
        return 0;
    }
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    return 1;
}

static size_t replay_directory(const char *path) {
    DIR *directory = opendir(path);
    if (directory == NULL) {
        return 0;
    }
    size_t count = 0;
    char name[4096];
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        int length = snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        count += length > 0 && (size_t)length < sizeof name ? replay_file(name) : 0;
    }
    closedir(directory);
    return count;
}

int main(int argc, char **argv) {
    size_t count = 0;
    for (int i = 1; i < argc; i++) {
        struct stat status;
        int is_directory = stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode);
        count += is_directory ? replay_directory(argv[i]) : replay_file(argv[i]);
    }
    printf("%zu seeds replayed\n", count);
    return count == 0;
}
