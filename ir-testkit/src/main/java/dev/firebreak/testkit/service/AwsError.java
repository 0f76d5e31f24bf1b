package dev.firebreak.testkit.service;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An error answer of an AWS service: the code and the HTTP status that the service documents, and its message.
 *
 * <p>The codec writes it in the error shape of the service's protocol.
 */
public final class AwsError extends RuntimeException {
    private final String code;
    private final int status;
    private final Map<String, String> details;
    private final String queryCode;

    public AwsError(String code, int status, String message) {
        this(code, status, message, Map.of(), code);
    }

    private AwsError(String code, int status, String message, Map<String, String> details, String queryCode) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.details = details;
        this.queryCode = queryCode;
    }

    /** An error with HTTP status 400, the usual one. {@code arguments} are put into the message by {@link String#format}. */
    public static AwsError of(String code, String message, Object... arguments) {
        return new AwsError(code, 400, String.format(Locale.ROOT, message, arguments));
    }

    /** The same error with one more member, such as Lambda's {@code Reason}; only the JSON and REST protocols write it. */
    public AwsError with(String member, String value) {
        var all = new LinkedHashMap<>(details);
        all.put(member, value);
        return new AwsError(code, status, message(), all, queryCode);
    }

    /** The same error of a service that once spoke the query protocol, where it has this code; JSON answers name it in a header. */
    public AwsError inQuery(String otherCode) {
        return new AwsError(code, status, message(), details, otherCode);
    }

    /** The code in the query protocol; the same as {@link #code} but for services that changed their protocol. */
    public String queryCode() {
        return queryCode;
    }

    /** The members beside code and message. */
    public Map<String, String> details() {
        return details;
    }

    /** The service's error code, such as {@code InvalidGroup.NotFound}. */
    public String code() {
        return code;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The message as the service words it. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
