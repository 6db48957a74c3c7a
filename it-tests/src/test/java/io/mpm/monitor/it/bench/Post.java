package io.mpm.monitor.it.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/**
 * A hook that posts its event, with what Java brings along: {@code Post URL TOKEN}. A peer for
 * {@link BenchSessions}, and so made as cheap as it can be.
 */
final class Post {

  private static final int TIMEOUT_MILLIS = 2_000;

  private Post() {}

  public static void main(String[] arguments) throws IOException {
    byte[] event = System.in.readAllBytes();
    HttpURLConnection connection = (HttpURLConnection) new URL(arguments[0]).openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("Authorization", "Bearer " + arguments[1]);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.getOutputStream().write(event);
    connection.getResponseCode();
  }
}
