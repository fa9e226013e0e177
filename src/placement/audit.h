/* Audits: what those of plans and of rotas have in common. Documents are written member by member, so the same
 * answer gives the same bytes. */
#ifndef LOC_PLACEMENT_AUDIT_H
#define LOC_PLACEMENT_AUDIT_H

#include "placement/board.h"

void loc_audit_string(loc_text *out, const char *text);
void loc_audit_key(loc_text *out, const char *key);                      /* "key": */
void loc_audit_member(loc_text *out, const char *key, const char *text); /* "key": "text" */
void loc_audit_hex(loc_text *out, uint64_t number);
/* "key": [1, 2]; empty for null. */
void loc_audit_numbers(loc_text *out, const char *key, const int64_t *numbers, size_t count);
void loc_audit_bytes(loc_text *out, const char *key, const uint8_t *bytes, size_t count);
/* Conditions and preferences, with a comma in front. */
void loc_audit_rules(const loc_board *board, loc_text *out);
/* The beginning of a document: what it is, the SHA-256 of what went in, then that, byte for byte. */
void loc_audit_begin(const char *what, const loc_text *input, loc_text *out);
/* Copies the document into the caller's buffer, and clears it. */
locality_status loc_audit_give(loc_text *text, char *buffer, size_t capacity, size_t *length,
                               locality_error *error);

#endif
