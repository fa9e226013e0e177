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
#include "locality/feed.h"
#include "locality/expr.h"
#include "locality/rules.h"
#include "locality/placement.h"
#include "locality/plans.h"
#include "locality/report.h"
#include "locality/allocation.h"
#include "locality/statistics.h"
#include "locality/charts.h"
#include "locality/series.h"
#include "locality/surveillance.h"
#include "locality/alternatives.h"
#include "locality/conflicts.h"
#include "locality/deployment.h"
#include "locality/program.h"
#include "locality/rota.h"
#include "locality/selection.h"
#include "locality/sharing.h"
#include "locality/scan.h"
#include "locality/providers.h"
#include "locality/demand.h"
#include "locality/outlook.h"
#include "locality/referral.h"

#endif
