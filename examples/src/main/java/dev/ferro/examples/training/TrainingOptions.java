package dev.ferro.examples.training;

import dev.ferro.examples.job.JsonOption;
import dev.ferro.examples.job.SparkOptions;
import picocli.CommandLine.Mixin;

/** The options of every job that trains. */
final class TrainingOptions {
  @Mixin final SparkOptions spark = new SparkOptions();
  @Mixin final JsonOption json = new JsonOption();
  @Mixin final ModelFolder model = new ModelFolder();
  @Mixin final ParamOptions params;

  /** Options with a job's own defaults. */
  TrainingOptions(ParamOptions params) {
    this.params = params;
  }
}
