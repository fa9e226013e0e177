/* Bytes: how a feed is written, for the two files that write and read it. */
#ifndef LOC_FEED_BYTES_H
#define LOC_FEED_BYTES_H

#include "base/text.h"
#include "feed/feed.h"

#define LOC_FEED_MARK "LOCFEED\n"
enum { LOC_FEED_MARK_SIZE = 8, LOC_FEED_VERSION = 1 };

#endif
