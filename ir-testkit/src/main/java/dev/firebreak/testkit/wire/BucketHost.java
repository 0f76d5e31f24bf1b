package dev.firebreak.testkit.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Virtual-host addressing of S3: {@code bucket.s3.eu-west-1.amazonaws.com}, {@code bucket.localhost}. */
public final class BucketHost {
    private static final Pattern AWS =
            Pattern.compile("(.+)\\.s3(?!-control)([.-][a-z0-9-]+){0,2}\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern LOCAL = Pattern.compile("(?!s3\\.localhost$)(.+?)(\\.s3)?\\.localhost");

    private BucketHost() {}

    /** The request with the bucket in its path, wherever it was. */
    public static WireRequest pathStyle(WireRequest http) {
        for (Pattern style : new Pattern[] {AWS, LOCAL}) {
            Matcher host = style.matcher(http.host());
            if (host.matches()) {
                return http.withPath("/" + host.group(1) + http.path());
            }
        }
        return http;
    }
}
