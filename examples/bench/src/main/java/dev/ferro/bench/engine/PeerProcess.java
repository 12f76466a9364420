package dev.ferro.bench.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ferro.examples.job.JobException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A peer in a process of its own. Commands go to its standard input, answers come from its output,
 * one JSON object on each line: see {@code peers/peer.py}.
 */
final class PeerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;
  private final Path log;
  private final String description;

  /**
   * Starts the process and waits for its first answer.
   *
   * @param log receives its error output
   */
  PeerProcess(ProcessBuilder builder, Path log) {
    this.log = log;
    try {
      process = builder.redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw new JobException("[peers] could not start a peer: " + e.getMessage(), e);
    }
    commands = process.outputWriter();
    answers = process.inputReader();
    try {
      description = answer().get("description").asText();
    } catch (JobException e) {
      close();
      throw e;
    }
  }

  /** Its name, with its version. */
  String description() {
    return description;
  }

  /**
   * Gives a command and waits for the answer.
   *
   * @param command what Jackson can write
   */
  JsonNode ask(Object command) {
    try {
      commands.write(JSON.writeValueAsString(command));
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw ended();
    }
    return answer();
  }

  private JsonNode answer() {
    String line = null;
    try {
      line = answers.readLine();
      if (line == null) {
        throw ended();
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("error")) {
        throw new JobException("[peers] " + answer.get("error").asText());
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new JobException("[peers] expected an answer in JSON, got '" + line + "'", e);
    } catch (IOException e) {
      throw ended();
    }
  }

  private JobException ended() {
    String last = "no output";
    try {
      last = Files.readString(log).lines().reduce(last, (first, second) -> second);
    } catch (IOException e) {
      last = "its log cannot be read: " + e.getMessage();
    }
    return new JobException("[peers] the peer ended: " + last);
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroy();
  }
}
