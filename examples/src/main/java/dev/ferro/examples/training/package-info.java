/**
 * The jobs that train. Read these first: {@link dev.ferro.examples.training.TrainDigits} and {@link
 * dev.ferro.examples.training.TrainDiabetes}.
 */
package dev.ferro.examples.training;
