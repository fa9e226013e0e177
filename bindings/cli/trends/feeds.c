/* Feeds: a file of events read into a feed, by one thread or by two; nothing is said about it here but how
 * far it has come. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef LOCALITY_HAVE_THREADS
#include <pthread.h>
#endif

#include "cli.h"
#include "feeds.h"

#define PIECE ((size_t)1 << 20)
#define PROGRESS_FROM \
    ((off_t)32 << 20) /* bytes from which it is told how far the reading has come */
#define MOST_THREADS 16

/* ---- How far ---------------------------------------------------------------------------------------- */

/* Bytes that are read of those there are; `is_told` where the standard error is a terminal. */
typedef struct progress {
    const char *label;
    size_t all, done, told;
    bool is_told;
} progress;

static void progress_begin(progress *p, const char *label, off_t size) {
    *p = (progress){label, size > 0 ? (size_t)size : 0, 0, 0, false};
    p->is_told = size >= PROGRESS_FROM && isatty(STDERR_FILENO) == 1;
}

static void progress_add(progress *p, size_t bytes) {
    p->done += bytes;
    if (!p->is_told || p->done - p->told < p->all / 100)
        return;
    p->told = p->done;
    fprintf(stderr, "\rlocality: reading %s: %zu %%", p->label, p->done / (p->all / 100));
    fflush(stderr);
}

static void progress_end(const progress *p) {
    if (p->is_told)
        fprintf(stderr, "\r\033[K");
}

/* ---- One thread ------------------------------------------------------------------------------------- */

static int feed_new(const cli_feed_options *options, locality_feed **feed) {
    locality_feed_options in = LOCALITY_FEED_OPTIONS_INIT;
    locality_error error;

    in.every = options->every;
    in.by = options->by;
    if (options->most_problems > 0)
        in.most_problems = options->most_problems;
    if (locality_feed_new(&in, NULL, feed, &error) != LOCALITY_OK)
        return cli_stop_error(NULL, NULL, 0, &error);
    for (int i = 0; i < 2; i++)
        if (options->listed[i] != NULL &&
            locality_feed_list(*feed, LOCALITY_FEED_AREA + i, options->listed[i],
                               options->listed_count[i], &error) != LOCALITY_OK) {
            locality_feed_free(*feed);
            *feed = NULL;
            return cli_stop_error(NULL, NULL, 0, &error);
        }
    return CLI_HOLDS;
}

static void source_of(const cli_feed_options *options, const char *path,
                      locality_feed_source *source) {
    locality_feed_source in = LOCALITY_FEED_SOURCE_INIT;

    in.file = path;
    in.column = options->column;
    in.month_first = options->month_first;
    *source = in;
}

static int stop(const char *path, locality_feed *feed, const locality_error *error) {
    locality_feed_free(feed);
    return cli_stop_error(path, NULL, 0, error);
}

static int read_file(const cli_feed_options *options, const char *path, FILE *file, off_t size,
                     locality_feed **out) {
    locality_feed_source source;
    locality_feed *feed;
    locality_error error;
    progress p;
    int code = feed_new(options, &feed);

    if (code != CLI_HOLDS)
        return code;
    source_of(options, path, &source);
    if (locality_feed_begin(feed, &source, &error) != LOCALITY_OK)
        return stop(path, feed, &error);
    char *piece = cli_take(NULL, PIECE, 1);
    locality_status status = LOCALITY_OK;
    size_t length = 0;
    progress_begin(&p, path, size);
    while (status == LOCALITY_OK && (length = fread(piece, 1, PIECE, file)) > 0) {
        status = locality_feed_push(feed, piece, length, &error);
        progress_add(&p, length);
    }
    progress_end(&p);
    free(piece);
    if (status == LOCALITY_OK && ferror(file)) {
        locality_feed_free(feed);
        return cli_stop("%s: it cannot be read", path);
    }
    if (status == LOCALITY_OK)
        status = locality_feed_end(feed, &error);
    if (status != LOCALITY_OK)
        return stop(path, feed, &error);
    *out = feed;
    return CLI_HOLDS;
}

/* ---- More threads ----------------------------------------------------------------------------------- */

#ifdef LOCALITY_HAVE_THREADS

typedef struct part {
    const cli_feed_options *options;
    const char *path, *bytes;
    size_t header, from, to; /* length of the header row; the bytes of the part */
    bool is_last, runs;
    locality_feed *feed;
    locality_status status;
    locality_error error;
    pthread_t thread;
    progress *progress; /* of the first part alone, which stands for all */
} part;

static void *read_part(void *argument) {
    part *p = argument;
    locality_feed_source source;

    source_of(p->options, p->path, &source);
    source.more = !p->is_last;
    source.first_byte = p->from;
    if (p->from > 0) {
        source.header = p->bytes;
        source.header_length = p->header;
    }
    p->status = locality_feed_begin(p->feed, &source, &p->error);
    for (size_t at = p->from; p->status == LOCALITY_OK && at < p->to; at += PIECE) {
        size_t length = p->to - at < PIECE ? p->to - at : PIECE;
        p->status = locality_feed_push(p->feed, p->bytes + at, length, &p->error);
        if (p->progress != NULL)
            progress_add(p->progress, length);
    }
    if (p->status == LOCALITY_OK)
        p->status = locality_feed_end(p->feed, &p->error);
    return NULL;
}

static void run_parts(part *parts, size_t count) {
    for (size_t i = 1; i < count; i++)
        parts[i].runs = pthread_create(&parts[i].thread, NULL, read_part, &parts[i]) == 0;
    read_part(&parts[0]);
    for (size_t i = 1; i < count; i++) {
        if (parts[i].runs)
            pthread_join(parts[i].thread, NULL);
        else
            read_part(&parts[i]);
    }
}

/* Merges the parts into the first; what failed first is told. */
static locality_status merge_parts(part *parts, size_t count, locality_error *error) {
    for (size_t i = 0; i < count; i++) {
        if (parts[i].status != LOCALITY_OK) {
            *error = parts[i].error;
            return parts[i].status;
        }
    }
    for (size_t i = 1; i < count; i++) {
        locality_status status = locality_feed_merge(parts[0].feed, parts[i].feed, error);
        if (status != LOCALITY_OK)
            return status;
    }
    return LOCALITY_OK;
}

/* Reads bytes in parts; CONFLICT where they could not be split so. */
static locality_status read_parts(const cli_feed_options *options, const char *path,
                                  const char *bytes, size_t length, locality_feed **out,
                                  locality_error *error) {
    size_t offset[MOST_THREADS + 1], count = options->threads, header = 0, made = 0;
    part parts[MOST_THREADS];
    progress p;

    while (header < length && bytes[header] != '\n' && bytes[header] != '\r')
        header++;
    if (memchr(bytes, '"', header) != NULL) /* a header of several lines perhaps */
        count = 1;
    if (locality_feed_split(bytes, length, count, offset, error) != LOCALITY_OK)
        return LOCALITY_INVALID;
    progress_begin(&p, path, (off_t)(length / count));
    for (size_t i = 0; i < count; i++) {
        if (offset[i + 1] == offset[i] && i > 0)
            continue;
        parts[made] = (part){.options = options,
                             .path = path,
                             .bytes = bytes,
                             .header = header,
                             .from = offset[i],
                             .to = offset[i + 1],
                             .is_last = offset[i + 1] == length,
                             .progress = i == 0 ? &p : NULL};
        if (feed_new(options, &parts[made].feed) != CLI_HOLDS)
            return LOCALITY_NO_MEMORY;
        made++;
    }
    run_parts(parts, made);
    progress_end(&p);
    locality_status status = merge_parts(parts, made, error);
    for (size_t i = status == LOCALITY_OK ? 1 : 0; i < made; i++)
        locality_feed_free(parts[i].feed);
    if (status == LOCALITY_OK)
        *out = parts[0].feed;
    return status;
}

/* Reads a file by several threads; false where it has to be read by one. */
static bool read_threads(const cli_feed_options *options, const char *path, FILE *file, off_t size,
                         locality_feed **out, int *code) {
    locality_error error;
    size_t length = (size_t)size;

    if (options->threads < 2 || size <= 0 || (uintmax_t)size > SIZE_MAX / 2)
        return false;
    void *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fileno(file), 0);
    if (bytes == MAP_FAILED)
        return false;
    locality_status status = read_parts(options, path, bytes, length, out, &error);
    munmap(bytes, length);
    if (status == LOCALITY_CONFLICT)
        return false; /* quotes where there should be none: a cut fell within a row */
    *code = status == LOCALITY_OK ? CLI_HOLDS : cli_stop_error(path, NULL, 0, &error);
    return true;
}

#else

static bool read_threads(const cli_feed_options *options, const char *path, FILE *file, off_t size,
                         locality_feed **out, int *code) {
    (void)options, (void)path, (void)file, (void)size, (void)out, (void)code;
    return false;
}

#endif

/* ---- Files ------------------------------------------------------------------------------------------ */

static bool is_input(const char *path) {
    return strcmp(path, "-") == 0;
}

static const char *name_of(const char *path) {
    return is_input(path) ? "the standard input" : path;
}

/* Copies what is left of a file into one without a name, which goes when it is closed; null on failure. */
static FILE *copy_rest(FILE *file) {
    char *piece = cli_take(NULL, PIECE, 1);
    FILE *kept = tmpfile();
    bool done = kept != NULL;
    size_t length;

    while (done && (length = fread(piece, 1, PIECE, file)) > 0)
        done = fwrite(piece, 1, length, kept) == length;
    free(piece);
    if (done && ferror(file) == 0 && fflush(kept) == 0)
        return kept;
    if (kept != NULL)
        fclose(kept);
    return NULL;
}

/* Puts a file in the place of one that cannot be read again. */
static int keep(cli_feed_file *file) {
    FILE *kept = copy_rest(file->file);

    if (kept == NULL)
        return cli_stop("%s has to be read twice to tell how work is handed on, and no copy of it "
                        "could be kept for that: give a file, or leave out --provider",
                        name_of(file->path));
    if (!is_input(file->path))
        fclose(file->file);
    file->file = kept;
    file->is_regular = true;
    return CLI_HOLDS;
}

int cli_feed_open(const char *path, bool twice, cli_feed_file *file) {
    struct stat state;

    *file = (cli_feed_file){.path = path};
    file->file = is_input(path) ? stdin : fopen(path, "rb");
    if (file->file == NULL)
        return cli_stop("%s: it cannot be opened", path);
    if (fstat(fileno(file->file), &state) == 0) {
        if (S_ISDIR(state.st_mode))
            return cli_stop("%s is a directory", path);
        file->from = ftello(file->file);
        file->is_regular = S_ISREG(state.st_mode) && file->from >= 0;
        file->size = file->is_regular ? state.st_size : 0;
    }
    if (!file->is_regular)
        file->from = 0;
    return twice && !file->is_regular ? keep(file) : CLI_HOLDS;
}

void cli_feed_close(cli_feed_file *file) {
    if (file->file != NULL && file->file != stdin)
        fclose(file->file);
    *file = (cli_feed_file){0};
}

int cli_feed_read(const cli_feed_options *options, const cli_feed_file *file, locality_feed **out) {
    int code = CLI_HOLDS;

    *out = NULL;
    if (file->is_regular && fseeko(file->file, file->from, SEEK_SET) != 0)
        return cli_stop("%s: it cannot be read", name_of(file->path));
    if (is_input(file->path) || !file->is_regular ||
        !read_threads(options, file->path, file->file, file->size, out, &code))
        code = read_file(options, file->path, file->file, file->size, out);
    return code;
}
