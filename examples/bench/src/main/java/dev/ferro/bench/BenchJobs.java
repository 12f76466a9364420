package dev.ferro.bench;

import dev.ferro.bench.conformance.ConformanceJob;
import dev.ferro.bench.engine.BenchEngineJob;
import dev.ferro.bench.overhead.BenchOverheadJob;
import dev.ferro.bench.report.MacReportJob;
import dev.ferro.bench.score.BenchScoreJob;
import dev.ferro.bench.spark.BenchSparkJob;
import dev.ferro.bench.study.StudyAveragingJob;
import dev.ferro.examples.JobProvider;
import java.util.List;
import java.util.concurrent.Callable;

/** The jobs of this jar. */
public final class BenchJobs implements JobProvider {
  @Override
  public String heading() {
    return "Checks and measurements";
  }

  @Override
  public List<Class<? extends Callable<Integer>>> jobs() {
    return List.of(
        ConformanceJob.class,
        MacReportJob.class,
        BenchEngineJob.class,
        BenchSparkJob.class,
        BenchOverheadJob.class,
        BenchScoreJob.class,
        StudyAveragingJob.class);
  }
}
