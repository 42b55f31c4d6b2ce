#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H

#include <stdbool.h>

/*
 * A backup is a tar file.  Its last member, MANIFEST, has one line
 * "SHA256 SIZE NAME" for each of the others in their order, between
 * BACKUP_HEAD with the time and "end COUNT"; its last line,
 * "manifest SHA256", is of all the lines before it.
 */
#define BACKUP_HEAD     "puoti-backup 1\n"
#define BACKUP_LINE     "%s %lld %s\n"
#define BACKUP_END      "end %zu\n"
#define BACKUP_SEAL     "manifest %s\n"
#define BACKUP_MANIFEST "MANIFEST"

/* The permissions a member has, by its name; 0: no such member can be. */
unsigned backup_mode(const char *name);

#endif
