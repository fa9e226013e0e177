/**
 * @file locality.h
 * @brief The whole library: includes every public header and nothing else.
 */
#ifndef LOCALITY_H
#define LOCALITY_H

#include "locality/base.h"
#include "locality/schema.h"
#include "locality/model.h"
#include "locality/records.h"
#include "locality/store.h"
#include "locality/places.h"
#include "locality/structure.h"
#include "locality/privacy.h"
#include "locality/accountability.h"
#include "locality/intake.h"
#include "locality/expr.h"
#include "locality/rules.h"
#include "locality/report.h"
#include "locality/allocation.h"

#endif
