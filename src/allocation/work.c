/* Work: the question to the host, at fixed amounts of work, so that answers do not depend on time. */
#include "allocation/work.h"

locality_status loc_work_failed(const loc_work *work, locality_error *error) {
    if (work->stop == LOC_STOP_CANCELLED) {
        return loc_fail(error, LOCALITY_CANCELLED, "the host stopped the call");
    }
    return loc_fail_memory(error);
}

bool loc_work_ask(loc_work *work) {
    if (work->stop != LOC_GOES_ON) {
        return false;
    }
    if (work->limit != 0 && work->done >= work->limit) {
        return loc_work_stop(work, LOC_STOP_LIMIT);
    }
    if (work->progress != NULL && work->progress(work->self, work->done) != 0) {
        return loc_work_stop(work, LOC_STOP_CANCELLED);
    }
    uint64_t next = work->done + LOC_WORK_STEP;
    work->ask = work->limit != 0 && work->limit < next ? work->limit : next;
    return true;
}
