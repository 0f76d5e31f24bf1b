package dev.firebreak.testkit.service.ec2.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ScreenCasesTest extends Ec2Cases {
    private static final String PAGE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleScreenshot.html";

    @Test
    @AwsFact(value = "A console screenshot of a running instance is a JPEG image in Base64", source = PAGE)
    void getConsoleScreenshot_running_isAnImage() throws IOException {
        String id = launch().id();

        var answer =
                ec2().getConsoleScreenshot(request -> request.instanceId(id).wakeUp(true));

        byte[] jpeg = Base64.getDecoder().decode(answer.imageData());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        assertThat(answer.instanceId()).isEqualTo(id);
        assertThat(image.getWidth()).isEqualTo(1024);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff000000);
        assertThat(image.getRGB(1023, 767)).isEqualTo(0xff000000);
    }

    @Test
    @AwsFact(value = "Only a running instance has a console screenshot", source = PAGE)
    void getConsoleScreenshot_stopped_isRefused() {
        String id = launch().id();
        ec2().stopInstances(request -> request.instanceIds(id));

        assertThat(Refused.by(() -> ec2().getConsoleScreenshot(request -> request.instanceId(id))))
                .startsWith("IncorrectInstanceState: ");
    }

    @Test
    @AwsFact(value = "An unknown instance has no console screenshot", source = PAGE)
    void getConsoleScreenshot_unknown_isRefused() {
        assertThat(Refused.by(() -> ec2().getConsoleScreenshot(request -> request.instanceId("i-0123456789abcdef0"))))
                .isEqualTo("InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist");
    }
}
