# Series a second of R's surveillance and MASS on the series that ours wrote: peer.R FILE SERIES
suppressPackageStartupMessages({library(surveillance); library(MASS)})
arguments <- commandArgs(trailingOnly = TRUE)
series <- as.matrix(read.csv(arguments[1], header = FALSE))[seq_len(as.integer(arguments[2])), , drop = FALSE]
weeks <- ncol(series)

measure <- function(name, run, of = nrow(series)) {
  took <- min(sapply(1:3, function(round) sum(system.time(for (i in seq_len(of)) run(series[i, ]))[1:2])))
  cat(name, of / took, sep = "\t")
  cat("\n")
}
as_sts <- function(y) sts(observed = matrix(y), frequency = 52, start = c(2015, 1))
old_form <- function(y) create.disProg(week = seq_along(y), observed = y, state = 0 * y, freq = 52, start = c(2015, 1))
flexible <- function(periods) function(y) suppressWarnings(farringtonFlexible(as_sts(y), control = list(
  range = weeks, b = 4, w = 3, noPeriods = periods, pastWeeksNotIncluded = 26, pThresholdTrend = 1, alpha = .005,
  thresholdMethod = "nbPlugin", glmWarnings = FALSE)))
wave <- data.frame(t = 1:104, c = cos(2 * pi * 1:104 / 52.18), s = sin(2 * pi * 1:104 / 52.18))

late <- function(y) {
  known <- t(sapply(y, function(n) diff(c(0, floor(n * c(.4, .7, .85, .95, 1) + 1e-9)))))
  for (d in 1:4) known[weeks - seq_len(d) + 1, d + 1] <- NA
  rownames(known) <- seq_len(weeks)
  s <- sts(observed = matrix(rowSums(known, na.rm = TRUE)), frequency = 52, start = c(2015, 1))
  s@control$reportingTriangle <- list(n = known)
  try(suppressWarnings(bodaDelay(s, control = list(range = weeks, b = 4, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26,
    delay = TRUE, trend = FALSE, inferenceMethod = "asym", quantileMethod = "MM", mc.munu = 100, alpha = .05))), silent = TRUE)
}

measure("farrington", flexible(10), min(20, nrow(series)))
measure("windows", flexible(1), min(20, nrow(series)))
measure("c1", function(y) earsC(as_sts(y), control = list(method = "C1", range = 8:weeks)))
measure("c3", function(y) earsC(as_sts(y), control = list(method = "C3", range = 12:weeks)))
measure("cusum", function(y) algo.cusum(old_form(y), control = list(range = 41:weeks, k = 1.04, h = 2.26)))
measure("anscombe", function(y) algo.cusum(old_form(y), control = list(range = 41:weeks, k = 1.04, h = 2.26, trans = "anscombe")))
measure("bayes", function(y) algo.bayes(old_form(y), control = list(range = 7:weeks, b = 0, w = 6, actY = TRUE, alpha = .05)))
measure("rki", function(y) algo.rki(old_form(y), control = list(range = 7:weeks, b = 0, w = 6, actY = TRUE)))
measure("outbreak", function(y) algo.outbreakP(old_form(y), control = list(range = 1:weeks, k = 100, ret = "value")),
        min(5, nrow(series)))
measure("late", late, min(20, nrow(series)))
measure("harmonic", function(y) try(suppressWarnings(glm.nb(y[1:104] ~ t + c + s, data = wave)), silent = TRUE))
