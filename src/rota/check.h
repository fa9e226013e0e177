/* Rota check: that pins leave no rota; in a file of its own. */
#ifndef LOC_ROTA_CHECK_H
#define LOC_ROTA_CHECK_H

#include "locality/rota.h"

/* Judges a certificate by pins, whose shape is judged already. */
locality_status loc_rota_check_pins(const locality_rota_problem *problem,
                                    const locality_rota_certificate *certificate,
                                    locality_error *error);

#endif
