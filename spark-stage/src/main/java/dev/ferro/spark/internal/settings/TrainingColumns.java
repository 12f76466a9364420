package dev.ferro.spark.internal.settings;

import java.io.Serializable;

/**
 * The columns that training reads, by the names users gave them.
 *
 * @param features a Vector, or an array of float or double
 * @param label a number
 * @param weight a number, or null where all rows weigh 1
 * @param validation a boolean, true for rows held out of training, or null
 * @param classes whether labels are classes, 0, 1, 2, …, rather than any finite value
 */
public record TrainingColumns(
    String features, String label, String weight, String validation, boolean classes)
    implements Serializable {}
