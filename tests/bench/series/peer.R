# R's own seasons and smoothing on the series of a CSV file: peer.R FILE; series a second of the processor, by key.
rows <- as.matrix(read.csv(commandArgs(TRUE)[1], header = FALSE))
measure <- function(key, name, run, of = nrow(rows)) {
    took <- system.time(for (i in seq_len(of)) run(as.numeric(rows[i, ])))
    cat(key, name, of / sum(took[1:2]), sep = "\t", fill = TRUE)
}
measure("stl", "R stl, periodic", function(y) stl(ts(y, frequency = 52), "periodic"))
measure("ses", "R HoltWinters, alpha given", function(y) HoltWinters(y, alpha = 0.3, beta = FALSE, gamma = FALSE))
measure("ses_best", "R HoltWinters, best alpha", function(y) try(HoltWinters(y, beta = FALSE, gamma = FALSE), silent = TRUE))
if (requireNamespace("strucchange", quietly = TRUE)) {
    measure("changes", "R strucchange breakpoints, squares", function(y) strucchange::breakpoints(y ~ 1, h = 0.15), 5)
}
