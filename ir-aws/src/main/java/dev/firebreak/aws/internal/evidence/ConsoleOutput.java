package dev.firebreak.aws.internal.evidence;

import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.evidence.spi.Capture;
import dev.firebreak.evidence.spi.EvidenceSource;
import dev.firebreak.spi.StepContext;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;

/** The serial console of an instance: the last 64 KiB, the latest where the instance type can give it. */
final class ConsoleOutput implements EvidenceSource {
    static final String KIND = "aws.ec2.console-output";

    private final Clients clients;

    ConsoleOutput(Clients clients) {
        this.clients = clients;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Capture open(StepContext context) {
        String id = context.step().resource().id();
        GetConsoleOutputResponse answer = read(clients.ec2(context.step().resource()), id);
        byte[] text =
                answer.output() == null ? new byte[0] : Base64.getMimeDecoder().decode(answer.output());
        return Capture.of("console-" + id + ".txt", new ByteArrayInputStream(text))
                .mediaType("text/plain")
                .expectedSize(text.length)
                .method("ec2:GetConsoleOutput at " + answer.timestamp())
                .requestId(answer.responseMetadata().requestId());
    }

    /** Only instances on Nitro can give the latest output; the others give what EC2 took some minutes ago. */
    private static GetConsoleOutputResponse read(Ec2Client ec2, String id) {
        try {
            return ec2.getConsoleOutput(request -> request.instanceId(id).latest(true));
        } catch (Ec2Exception e) {
            if (Failures.hasCode(e, "UnsupportedOperation")) {
                return ec2.getConsoleOutput(request -> request.instanceId(id));
            }
            throw e;
        }
    }
}
