/* Included on the command line (-include): these do not compile here. */
#ifndef LIB_BANNED_H
#define LIB_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncat sprintf vsprintf gets strtok system \
	popen gmtime localtime asctime ctime tmpnam mktemp srand

/* OpenSSL's headers use the word: only the call is refused. */
#ifndef __clang__ /* wants the attribute on the first declaration */
int rand(void) __attribute__((error("use crypt_random")));
#endif

#endif
