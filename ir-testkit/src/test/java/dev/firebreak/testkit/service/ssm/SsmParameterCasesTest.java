package dev.firebreak.testkit.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class SsmParameterCasesTest extends SsmCases {
    private static final String API = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/";

    @Test
    @AwsFact(
            value = "A parameter is overwritten only when that is asked for, and counts its versions",
            source = API + "API_PutParameter.html")
    void putParameter_again_needsOverwrite() {
        SsmClient ssm = client(SsmClient.builder());
        put(ssm, "/ir/bucket", "one");

        assertThat(Refused.by(() -> put(ssm, "/ir/bucket", "two"))).startsWith("ParameterAlreadyExists");
        long version = ssm.putParameter(
                        put -> put.name("/ir/bucket").value("two").overwrite(true))
                .version();

        assertThat(version).isEqualTo(2);
        assertThat(ssm.getParameter(get -> get.name("/ir/bucket")).parameter().value())
                .isEqualTo("two");
        assertThat(ssm.getParameter(get -> get.name("/ir/bucket:1")).parameter().value())
                .isEqualTo("one");
    }

    @Test
    @AwsFact(
            value = "A secure parameter is given in the clear only with decryption",
            source = API + "API_GetParameter.html")
    void getParameter_secureString_needsDecryption() {
        SsmClient ssm = client(SsmClient.builder());
        ssm.putParameter(put -> put.name("/db/password").value("secret").type(ParameterType.SECURE_STRING));

        assertThat(ssm.getParameter(get -> get.name("/db/password")).parameter().value())
                .doesNotContain("secret");
        assertThat(ssm.getParameter(get -> get.name("/db/password").withDecryption(true))
                        .parameter()
                        .value())
                .isEqualTo("secret");
    }

    @Test
    @AwsFact(value = "GetParameters names what it did not find", source = API + "API_GetParameters.html")
    void getParameters_someUnknown_areInvalid() {
        SsmClient ssm = client(SsmClient.builder());
        put(ssm, "/ir/bucket", "one");

        var found = ssm.getParameters(get -> get.names("/ir/bucket", "/ir/none"));

        assertThat(found.parameters()).extracting(Parameter::name).containsExactly("/ir/bucket");
        assertThat(found.invalidParameters()).containsExactly("/ir/none");
        assertThat(Refused.by(() -> ssm.getParameter(get -> get.name("/ir/none"))))
                .startsWith("ParameterNotFound");
    }

    @Test
    @AwsFact(
            value = "A path gives what lies in it, and below it only recursively",
            source = API + "API_GetParametersByPath.html")
    void getParametersByPath_recursive_goesDeeper() {
        SsmClient ssm = client(SsmClient.builder());
        put(ssm, "/ir/bucket", "one");
        put(ssm, "/ir/roles/reader", "two");

        assertThat(ssm.getParametersByPath(get -> get.path("/ir")).parameters())
                .extracting(Parameter::name)
                .containsExactly("/ir/bucket");
        assertThat(ssm.getParametersByPath(get -> get.path("/ir").recursive(true))
                        .parameters())
                .hasSize(2);
    }

    @Test
    @AwsFact(
            value = "The newest Amazon Linux image is in a public parameter",
            source =
                    "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html")
    void getParameter_publicImage_isAnImage() {
        String image = client(SsmClient.builder())
                .getParameter(get -> get.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
                .parameter()
                .value();

        assertThat(fake.ec2().describeImages(query -> query.imageIds(image)).images())
                .hasSize(1);
    }

    @Test
    @AwsFact(value = "A parameter that is deleted is not found", source = API + "API_DeleteParameter.html")
    void deleteParameter_existing_isGone() {
        SsmClient ssm = client(SsmClient.builder());
        put(ssm, "/ir/bucket", "one");

        ssm.deleteParameter(delete -> delete.name("/ir/bucket"));

        assertThat(Refused.by(() -> ssm.deleteParameter(delete -> delete.name("/ir/bucket"))))
                .startsWith("ParameterNotFound");
    }

    private static void put(SsmClient ssm, String name, String value) {
        ssm.putParameter(put -> put.name(name).value(value).type(ParameterType.STRING));
    }
}
