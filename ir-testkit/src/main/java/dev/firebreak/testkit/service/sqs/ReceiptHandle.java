package dev.firebreak.testkit.service.sqs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one receipt of a message is deleted by.
 *
 * @param messageId the message
 * @param receipt how many times the message was received by then
 */
record ReceiptHandle(String messageId, int receipt) {
    private static final Pattern TEXT = Pattern.compile("AQEB:([0-9a-f-]{36}):(\\d{1,9})");

    static ReceiptHandle of(QueueMessage message) {
        return new ReceiptHandle(message.id(), message.received());
    }

    static ReceiptHandle parse(@Nullable String handle) {
        if (handle == null || handle.isEmpty()) {
            throw SqsErrors.missing("ReceiptHandle");
        }
        try {
            var text = new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8);
            Matcher parts = TEXT.matcher(text);
            if (parts.matches()) {
                return new ReceiptHandle(parts.group(1), Integer.parseInt(parts.group(2)));
            }
        } catch (IllegalArgumentException notBase64) {
            throw SqsErrors.invalidHandle(handle);
        }
        throw SqsErrors.invalidHandle(handle);
    }

    String text() {
        String text = "AQEB:" + messageId + ":" + receipt;
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isOf(QueueMessage message) {
        return receipt == message.received();
    }
}
