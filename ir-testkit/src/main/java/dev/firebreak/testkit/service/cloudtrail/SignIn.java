package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A sign-in to the console.
 *
 * @param address the IP address
 * @param succeeded whether the password was right
 * @param multiFactor whether MFA was used
 */
record SignIn(String address, boolean succeeded, boolean multiFactor) implements RecordedEvent.Content {
    private static final String BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36";

    @Override
    public void describe(ObjectNode event) {
        event.put("sourceIPAddress", address).put("userAgent", BROWSER);
        if (!succeeded) {
            event.put("errorMessage", "Failed authentication");
        }
        event.putNull("requestParameters");
        event.putObject("responseElements").put("ConsoleLogin", succeeded ? "Success" : "Failure");
        event.putObject("additionalEventData")
                .put("LoginTo", "https://console.aws.amazon.com/console/home")
                .put("MobileVersion", "No")
                .put("MFAUsed", multiFactor ? "Yes" : "No");
    }

    @Override
    public void conclude(ObjectNode event) {
        event.put("eventType", "AwsConsoleSignIn");
    }

    @Override
    public List<EventResources.Resource> resources() {
        return List.of();
    }
}
