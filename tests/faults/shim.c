/* A disk that fails, for tests: counts the calls of a process that change files, and makes one fail.
 *
 * Loaded before the C library (LD_PRELOAD, Linux). What it does is said by the environment:
 *
 *   FAULT_DIR     folder, absolute and without links: files in it and below are watched
 *   FAULT_STDOUT  not empty: standard output is watched as well
 *   FAULT_AT      number of the call that fails, from 1; 0 or missing: none does
 *   FAULT_DO      kill           the process dies before the call
 *                 kill-half      half of the bytes are written, then it dies; before other calls
 *                 enospc-once enospc-ever eio-once eio-ever erofs-once erofs-ever
 *                                the call fails; so do all that follow it
 *                 short          half of the bytes are written, then the disk is full for ever
 *                 power          the power is cut before the call; where there is no such call,
 *                                when the process has ended
 *                 power-lying    the same of a disk that says it has synced and has not
 *   FAULT_SEED    number that decides what survives a cut
 *   FAULT_TRACE   file that gets a line for every call: its number, its name and the path
 *
 * Calls: open and its kin that create or truncate, write, pwrite, writev, ftruncate, fallocate,
 * fsync, fdatasync, rename, unlink, link, mkdir.
 *
 * A cut takes back what was not synced. A file has what it had at its last fsync or fdatasync, and
 * of each write and truncation since then it is drawn whether it is there, or, of a write, the
 * first sectors of it; later ones may be there without earlier ones. Entries of a folder that were
 * made, renamed or removed since the folder's last fsync are taken back from the last one on, as
 * far as it is drawn: a journal of a file system keeps their order. Every fourth seed keeps
 * nothing of all this, the next one everything.
 *
 * Not modelled: memory-mapped files (SQLite's -shm, which it makes anew), fallocate, times and
 * permissions, writes reordered within one call, and what other processes have written. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum what { NOTHING, KILL, KILL_HALF, FAIL_ONCE, FAIL_EVER, SHORT, POWER };

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char dir[PATH_MAX];
static size_t dir_len;
static int watch_stdout, lies, trace = -1, fail_with = EIO;
static long at, calls;
static enum what what;
static uint64_t seed, state;

static void begin(void) {
    static int begun;
    if (begun) return;
    begun = 1;
    const char *text = getenv("FAULT_DIR");
    if (!text || !*text) return;
    snprintf(dir, sizeof dir, "%s", text);
    dir_len = strlen(dir);
    text = getenv("FAULT_STDOUT");
    watch_stdout = text && *text;
    text = getenv("FAULT_AT");
    at = text ? atol(text) : 0;
    text = getenv("FAULT_SEED");
    seed = text ? strtoull(text, 0, 10) : 0;
    state = seed * 0x9e3779b97f4a7c15u + 1;
    text = getenv("FAULT_DO");
    if (text) {
        if (!strcmp(text, "kill")) what = KILL;
        if (!strcmp(text, "kill-half")) what = KILL_HALF;
        if (!strcmp(text, "short")) what = SHORT;
        if (!strncmp(text, "power", 5)) what = POWER;
        lies = !strcmp(text, "power-lying");
        if (strstr(text, "-once")) what = FAIL_ONCE;
        if (strstr(text, "-ever")) what = FAIL_EVER;
        if (!strncmp(text, "enospc", 6) || what == SHORT) fail_with = ENOSPC;
        if (!strncmp(text, "erofs", 5)) fail_with = EROFS;
    }
    text = getenv("FAULT_TRACE");
    if (text && *text)
        trace = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* xorshift: the same for the same seed. */
static uint64_t draw(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Whether one thing that was not synced survives the cut. */
static int survives(void) {
    switch (seed % 4) {
    case 0: return 0;
    case 1: return 1;
    default: return draw() >> 33 & 1;
    }
}

/* ---- which files ---- */

static int below(const char *path) {
    return dir_len && !strncmp(path, dir, dir_len) && (path[dir_len] == '/' || !path[dir_len]);
}

/* The absolute path of a name as a call was given it; 0 where it is not watched. */
static int full(int folder, const char *name, char *path) {
    if (!dir_len || !name) return 0;
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else {
        char base[PATH_MAX], link[64];
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length < 0) return 0;
            base[length] = 0;
        }
        int needed = snprintf(path, PATH_MAX, "%s/%s", base, name);
        if (needed >= PATH_MAX) return 0;
    }
    return below(path);
}

/* The path of an open file; 0 where it is not watched. */
static int path_of(int fd, char *path) {
    if (!dir_len) return 0;
    if (fd == 1) {
        strcpy(path, "standard output");
        return watch_stdout;
    }
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

/* ---- what is not synced ---- */

struct bytes {
    char *data;
    size_t size;
};

struct change {
    struct change *next;
    int truncates;
    off_t offset;
    size_t size;
    char *data;
};

/* A file: what it had when it was synced last, and what was done to it since. */
struct file {
    struct file *next;
    dev_t dev;
    ino_t ino;
    char path[PATH_MAX];
    struct bytes synced;
    struct change *first, **last;
};

/* What was done to a folder since it was synced, the latest first. */
struct entry {
    struct entry *next;
    enum { MADE, MADE_FOLDER, REMOVED, RENAMED } did;
    char path[PATH_MAX], from[PATH_MAX];
    int replaced;
    struct bytes held;
};

static struct file *files;
static struct entry *entries;

static struct bytes read_all(int fd) {
    struct bytes all = {0, 0};
    struct stat found;
    if (fstat(fd, &found) || !found.st_size) return all;
    all.data = malloc(found.st_size);
    ssize_t count;
    while (all.size < (size_t)found.st_size
           && (count = pread(fd, all.data + all.size, found.st_size - all.size, all.size)) > 0)
        all.size += count;
    return all;
}

/* Only of files that the process has not open: closing lets go of its locks. */
static struct bytes read_path(const char *path) {
    struct bytes all = {0, 0};
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return all;
    all = read_all(fd);
    close(fd);
    return all;
}

static struct file *known(dev_t dev, ino_t ino) {
    struct file *file = files;
    while (file && !(file->dev == dev && file->ino == ino)) file = file->next;
    return file;
}

static struct file *known_path(const char *path) {
    struct stat found;
    if (fstatat(AT_FDCWD, path, &found, AT_SYMLINK_NOFOLLOW)) return 0;
    return known(found.st_dev, found.st_ino);
}

static void forget(struct file *file) {
    for (struct change *change = file->first, *next; change; change = next) {
        next = change->next;
        free(change->data);
        free(change);
    }
    file->first = 0;
    file->last = &file->first;
}

/* The file behind a descriptor, from its state of now where nothing of it is kept. */
static struct file *file_of(int fd, const char *path, int is_new) {
    struct stat found;
    if (fstat(fd, &found) || !S_ISREG(found.st_mode)) return 0;
    struct file *file = known(found.st_dev, found.st_ino);
    if (file && is_new) {
        /* The number of a file that is gone, used again. */
        forget(file);
        free(file->synced.data);
        file->synced = (struct bytes){0, 0};
    }
    if (!file) {
        file = calloc(1, sizeof *file);
        file->dev = found.st_dev;
        file->ino = found.st_ino;
        file->last = &file->first;
        if (!is_new) file->synced = read_all(fd);
        file->next = files;
        files = file;
    }
    snprintf(file->path, sizeof file->path, "%s", path);
    return file;
}

static void changed(struct file *file, int truncates, off_t offset, const char *data, size_t size) {
    struct change *change = calloc(1, sizeof *change);
    change->truncates = truncates;
    change->offset = offset;
    change->size = size;
    if (size) {
        change->data = malloc(size);
        memcpy(change->data, data, size);
    }
    *file->last = change;
    file->last = &change->next;
}

static void synced(int fd, const char *path) {
    struct stat found;
    if (fstat(fd, &found)) return;
    if (S_ISDIR(found.st_mode)) {
        size_t length = strlen(path);
        for (struct entry **place = &entries; *place;) {
            struct entry *entry = *place;
            char *name = strrchr(entry->path, '/');
            if ((size_t)(name - entry->path) == length && !strncmp(entry->path, path, length)) {
                *place = entry->next;
                free(entry->held.data);
                free(entry);
            } else {
                place = &entry->next;
            }
        }
        return;
    }
    struct file *file = known(found.st_dev, found.st_ino);
    if (!file) return;
    forget(file);
    free(file->synced.data);
    file->synced = read_all(fd);
}

static void entered(int did, const char *path, const char *from, struct bytes *held) {
    struct entry *entry = calloc(1, sizeof *entry);
    entry->did = did;
    snprintf(entry->path, sizeof entry->path, "%s", path);
    snprintf(entry->from, sizeof entry->from, "%s", from ? from : "");
    entry->replaced = held != 0;
    if (held) entry->held = *held;
    entry->next = entries;
    entries = entry;
}

static void resize(struct bytes *bytes, size_t size) {
    if (size > bytes->size) {
        bytes->data = realloc(bytes->data, size);
        memset(bytes->data + bytes->size, 0, size - bytes->size);
    }
    bytes->size = size;
}

/* What of a file is there after the cut. */
static struct bytes surviving(struct file *file) {
    struct bytes left = {malloc(file->synced.size + 1), file->synced.size};
    if (left.size) memcpy(left.data, file->synced.data, left.size);
    for (struct change *change = file->first; change; change = change->next) {
        int kept = survives();
        if (change->truncates) {
            if (kept) resize(&left, change->offset);
            continue;
        }
        size_t size = change->size;
        if (!kept) {
            /* One lost write in four got as far as some of its sectors. */
            if (seed % 4 < 2 || draw() >> 33 & 3) continue;
            size = (draw() >> 33) % (size / 512 + 1) * 512;
            if (!size) continue;
        }
        if (left.size < change->offset + size) resize(&left, change->offset + size);
        memcpy(left.data + change->offset, change->data, size);
    }
    return left;
}

static void put(const char *path, struct bytes content, int flags) {
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_TRUNC | flags, 0600);
    if (fd < 0) return;
    size_t done = 0;
    while (done < content.size) {
        ssize_t count = syscall(SYS_write, fd, content.data + done, content.size - done);
        if (count <= 0) break;
        done += count;
    }
}

static void cut(void) {
    for (struct file *file = files; file; file = file->next)
        if (file->first && known_path(file->path) == file) put(file->path, surviving(file), 0);
    for (struct entry *entry = entries; entry && !survives(); entry = entry->next) {
        if (entry->did == MADE) syscall(SYS_unlinkat, AT_FDCWD, entry->path, 0);
        if (entry->did == MADE_FOLDER)
            syscall(SYS_unlinkat, AT_FDCWD, entry->path, AT_REMOVEDIR);
        if (entry->did == RENAMED)
            syscall(SYS_renameat2, AT_FDCWD, entry->path, AT_FDCWD, entry->from, 0);
        if (entry->replaced) put(entry->path, entry->held, O_CREAT);
    }
}

/* What a file that is about to lose its name would have after a cut. */
static int keep_held(const char *path, struct bytes *held) {
    struct stat found;
    if (what != POWER || fstatat(AT_FDCWD, path, &found, AT_SYMLINK_NOFOLLOW)) return 0;
    if (!S_ISREG(found.st_mode)) return 0;
    struct file *file = known(found.st_dev, found.st_ino);
    if (file) {
        *held = surviving(file);
        /* SQLite unlinks files that it has open; nothing is left to be written back. */
        forget(file);
    } else {
        *held = read_path(path);
    }
    return 1;
}

/* ---- counting ---- */

/* What is to become of a call. */
enum fate { DONE, FAILS, HALF, HALF_THEN_DIE };

static enum fate counted(const char *call, const char *path) {
    calls++;
    if (trace >= 0) {
        char line[PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", calls, call, path);
        syscall(SYS_write, trace, line, length);
    }
    if (!at || calls < at) return DONE;
    switch (what) {
    case KILL: die(); break;
    case KILL_HALF: return HALF_THEN_DIE;
    case POWER:
        cut();
        die();
        break;
    case FAIL_ONCE: return calls == at ? FAILS : DONE;
    case FAIL_EVER: return FAILS;
    case SHORT: return calls == at ? HALF : FAILS;
    default: break;
    }
    return DONE;
}

/* The fate of a call that writes no bytes. */
static int fails(const char *call, const char *path) {
    switch (counted(call, path)) {
    case HALF_THEN_DIE: die(); break;
    case FAILS:
    case HALF: errno = fail_with; return 1;
    default: break;
    }
    return 0;
}

__attribute__((constructor)) static void loaded(void) { begin(); }

__attribute__((destructor)) static void ended(void) {
    if (what == POWER && at > calls) cut();
}

#define ENTER begin(), pthread_mutex_lock(&lock)
#define LEAVE pthread_mutex_unlock(&lock)

/* ---- the calls ---- */

static int opening(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    ENTER;
    int result, watched = flags & (O_CREAT | O_TRUNC) && full(folder, name, path);
    if (watched && fails("open", path)) {
        result = -1;
    } else {
        struct bytes held = {0, 0};
        int was_there = watched && !faccessat(AT_FDCWD, path, F_OK, 0);
        if (watched && was_there && flags & O_TRUNC && what == POWER && !known_path(path))
            held = read_path(path);
        result = syscall(SYS_openat, folder, name, flags, mode);
        if (result >= 0 && watched && what == POWER) {
            struct file *file = file_of(result, path, !was_there);
            if (!was_there) entered(MADE, path, 0, 0);
            if (file && was_there && flags & O_TRUNC) {
                if (!file->first && held.size) file->synced = held;
                changed(file, 1, 0, 0, 0);
            }
        }
    }
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...) {                                                   \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                    \
        va_end(rest);                                                                              \
        return opening(AT_FDCWD, path, flags, mode);                                               \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int folder, const char *path, int flags, ...) {                                       \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                    \
        va_end(rest);                                                                              \
        return opening(folder, path, flags, mode);                                                 \
    }
OPENAT(openat)
OPENAT(openat64)

int creat(const char *path, mode_t mode) {
    return opening(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* Writes, where `offset` is negative at the file's own position. */
static ssize_t writing(const char *call, int fd, const char *data, size_t size, off_t offset) {
    char path[PATH_MAX];
    ENTER;
    ssize_t result;
    enum fate fate = path_of(fd, path) ? counted(call, path) : DONE;
    size_t wanted = fate == HALF || fate == HALF_THEN_DIE ? size / 2 : size;
    if (fate == FAILS || (fate == HALF && !wanted)) {
        errno = fail_with;
        result = -1;
    } else {
        struct file *file = 0;
        off_t place = offset;
        if (what == POWER && fd != 1 && path_of(fd, path) && (file = file_of(fd, path, 0))) {
            struct stat found;
            if (offset < 0) place = lseek(fd, 0, SEEK_CUR);
            if (offset < 0 && fcntl(fd, F_GETFL) & O_APPEND && !fstat(fd, &found))
                place = found.st_size;
        }
        result = offset < 0 ? syscall(SYS_write, fd, data, wanted)
                            : syscall(SYS_pwrite64, fd, data, wanted, offset);
        if (file && result > 0) changed(file, 0, place, data, result);
        if (fate == HALF_THEN_DIE) die();
    }
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}

ssize_t write(int fd, const void *data, size_t size) { return writing("write", fd, data, size, -1); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
    return writing("pwrite", fd, data, size, offset);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    return writing("pwrite", fd, data, size, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    begin();
    if (!path_of(fd, path)) return syscall(SYS_writev, fd, parts, count);
    size_t size = 0;
    for (int part = 0; part < count; part++) size += parts[part].iov_len;
    char *all = malloc(size + 1), *end = all;
    for (int part = 0; part < count; part++) {
        memcpy(end, parts[part].iov_base, parts[part].iov_len);
        end += parts[part].iov_len;
    }
    ssize_t result = writing("writev", fd, all, size, -1);
    int error = errno;
    free(all);
    errno = error;
    return result;
}

static int truncating(int fd, off_t size) {
    char path[PATH_MAX];
    ENTER;
    int result, watched = path_of(fd, path);
    if (watched && fails("ftruncate", path)) {
        result = -1;
    } else {
        struct file *file = watched && what == POWER ? file_of(fd, path, 0) : 0;
        result = syscall(SYS_ftruncate, fd, size);
        if (!result && file) changed(file, 1, size, 0, 0);
    }
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}
int ftruncate(int fd, off_t size) { return truncating(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncating(fd, size); }

static int allocating(int fd, int mode, off_t offset, off_t size) {
    char path[PATH_MAX];
    ENTER;
    int result = path_of(fd, path) && fails("fallocate", path)
                     ? -1
                     : syscall(SYS_fallocate, fd, mode, offset, size);
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}
int fallocate(int fd, int mode, off_t offset, off_t size) {
    return allocating(fd, mode, offset, size);
}
int fallocate64(int fd, int mode, off64_t offset, off64_t size) {
    return allocating(fd, mode, offset, size);
}
int posix_fallocate(int fd, off_t offset, off_t size) {
    return allocating(fd, 0, offset, size) ? errno : 0;
}
int posix_fallocate64(int fd, off64_t offset, off64_t size) {
    return posix_fallocate(fd, offset, size);
}

/* The file is not brought to the disk: the cut is modelled, and the tests need not wait for it. */
static int syncing(const char *call, int fd) {
    char path[PATH_MAX];
    ENTER;
    int result = 0, watched = path_of(fd, path);
    if (!watched) {
        result = syscall(SYS_fsync, fd);
    } else if (fails(call, path)) {
        result = -1;
    } else if (what == POWER && !lies) {
        synced(fd, path);
    }
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}
int fsync(int fd) { return syncing("fsync", fd); }
int fdatasync(int fd) { return syncing("fdatasync", fd); }

static int renaming(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char source[PATH_MAX], target[PATH_MAX];
    ENTER;
    int result, watched = full(to_folder, to, target);
    watched &= full(from_folder, from, source);
    if (watched && fails("rename", target)) {
        result = -1;
    } else {
        struct bytes held = {0, 0};
        int replaced = watched && keep_held(target, &held);
        struct file *file = watched ? known_path(source) : 0;
        result = syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
        if (!result && watched && what == POWER) {
            entered(RENAMED, target, source, replaced ? &held : 0);
            if (file) snprintf(file->path, sizeof file->path, "%s", target);
        }
    }
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}
int rename(const char *from, const char *to) {
    return renaming(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return renaming(from_folder, from, to_folder, to, 0);
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    return renaming(from_folder, from, to_folder, to, flags);
}

static int unlinking(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    ENTER;
    int result, watched = full(folder, name, path);
    if (watched && fails("unlink", path)) {
        result = -1;
    } else {
        struct bytes held = {0, 0};
        int had = watched && keep_held(path, &held);
        result = syscall(SYS_unlinkat, folder, name, flags);
        if (!result && had) entered(REMOVED, path, 0, &held);
    }
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}
int unlink(const char *path) { return unlinking(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return unlinking(folder, path, flags); }

static int linking(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    char path[PATH_MAX];
    ENTER;
    int result, watched = full(to_folder, to, path);
    if (watched && fails("link", path)) {
        result = -1;
    } else {
        result = syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
        if (!result && watched && what == POWER) entered(MADE, path, 0, 0);
    }
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}
int link(const char *from, const char *to) { return linking(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    return linking(from_folder, from, to_folder, to, flags);
}

static int making(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    ENTER;
    int result, watched = full(folder, name, path);
    if (watched && fails("mkdir", path)) {
        result = -1;
    } else {
        result = syscall(SYS_mkdirat, folder, name, mode);
        if (!result && watched && what == POWER) entered(MADE_FOLDER, path, 0, 0);
    }
    int error = errno;
    LEAVE;
    errno = error;
    return result;
}
int mkdir(const char *path, mode_t mode) { return making(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return making(folder, path, mode); }
