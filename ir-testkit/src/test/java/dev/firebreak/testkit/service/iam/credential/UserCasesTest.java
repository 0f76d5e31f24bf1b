package dev.firebreak.testkit.service.iam.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import dev.firebreak.testkit.world.iam.Totp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.ReportStateType;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

class UserCasesTest extends ServiceCases {
    private static final String USER_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
    private static final String API = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
    private static final String SSH_KEY =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDa93mmylay6vpaY0g7wcfomdICOLtTb95J5utkjbOz76TZGjjAPm"
                    + "aDH9jk8ML49E6RuECGwb8r7k2DYIrr3Fk0XPuu1oXIbd5i+RPFyF18vabqRTCfzVTV4+c7dlk0vPzpp4ymjQf/61zB"
                    + "Vw/NEgYpDm8uI5jwb0/q5FbrZ8mf+NhU1ABe7rOZ2iNhH/zoYCd9Z7i8ONlB1MZQhFtHWz5lbJtKt6H8Gb2HeNZdbN"
                    + "VLVFxk7foeCS7i1Ovc7CBh48L5n1h65GQhQ2FccmKYo8e7qVNmvpkasrK/sGFKLThK3sZPrdBS3xImj07qOOhYAeNl"
                    + "eIfeTsXG1lj6pcGkXzzB alice";
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIDHTCCAgWgAwIBAgIUM+K1xZgDarfReZ5w4+Ux3wihVtQwDQYJKoZIhvcNAQEL
            BQAwHjEcMBoGA1UEAwwTc2lnbmluZy5leGFtcGxlLmNvbTAeFw0yNjExMjQyMTE5
            MThaFw0zNjExMjEyMTE5MThaMB4xHDAaBgNVBAMME3NpZ25pbmcuZXhhbXBsZS5j
            b20wggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCXaXihWJ1EJAfmvgqw
            0gKa/o2lvBA9NIHTK+nnFlBRyN7Hp97h9C02mQQA6tDycn8c8qAsq1heq3y5ewWl
            yi/pf3VTY/3K3VNYZY4cAF4PcW2EDwMuALpxV3MD4Fn2M/LYlIU/hlSP0kteDdB8
            +pmpORswj8SduALvdb0B8L1yDFttBIDk4Hu1qoc47GNxqsjpaf57kS5CLlExXxn9
            IQDSNk4VNp1peXlz37yJGnrBVWAR08ERz2DxIKvowTIeGM243trMMy8Z/RaGBbP8
            c4ls4WZX8rPORPr22IzdzIbea9BZv+ZtNrrEGTCwxWjyuTpwDBmfHzn2CXIDMLAN
            2epxAgMBAAGjUzBRMB0GA1UdDgQWBBTPwZSgfVIAsMYIS5GxCaYDGq8SmjAfBgNV
            HSMEGDAWgBTPwZSgfVIAsMYIS5GxCaYDGq8SmjAPBgNVHRMBAf8EBTADAQH/MA0G
            CSqGSIb3DQEBCwUAA4IBAQBdSLBLojbM6T62pg/WPKxJiPyyizfQDl6InOPYeLYC
            sIQcIBluAUulXoSnz5lC5puyH4Z4r5kafOzINQEJTViH8Q3mhyeb3AJpTWsTFWXQ
            N0JvIliiasCYQBWB/glTp9Kr3RnhBUjUc/4XkW4J7XdYK0wjqFtY1aQz2SStbtJV
            xnj6PNjMx1pbTuXXinc3yyhIud0pdVWnKrvm0bXuKGk20RMdgkwFlTiqIMh/fcBl
            HuGa/sIN6WEZLr7eLiLshdQrnnYpwxKWaI/s7M5K7CKOXPqScL8VLssa4vh9tIY0
            sskpc4m61N4Lth6oPcYqYHP1lql3KLOjToCGel6VE0BR
            -----END CERTIFICATE-----""";

    private IamClient iam;

    @BeforeEach
    void createUser() {
        iam = client(IamClient.builder());
        iam.createUser(user -> user.userName("alice"));
    }

    @Test
    @AwsFact(
            value = "An SSH key is deactivated without being deleted, and has an MD5 fingerprint",
            source = API + "API_UpdateSSHPublicKey.html")
    void updateSshPublicKey_inactive_staysListed() {
        String id = iam.uploadSSHPublicKey(upload -> upload.userName("alice").sshPublicKeyBody(SSH_KEY))
                .sshPublicKey()
                .sshPublicKeyId();
        iam.updateSSHPublicKey(
                update -> update.userName("alice").sshPublicKeyId(id).status(StatusType.INACTIVE));
        assertThat(iam.listSSHPublicKeys(query -> query.userName("alice")).sshPublicKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.status()).isEqualTo(StatusType.INACTIVE));
        var pem = iam.getSSHPublicKey(
                        query -> query.userName("alice").sshPublicKeyId(id).encoding(EncodingType.PEM))
                .sshPublicKey();
        assertThat(pem.fingerprint()).isEqualTo("50:e0:d5:a3:b5:24:72:0a:25:10:95:59:8a:bd:48:49");
        assertThat(pem.sshPublicKeyBody()).startsWith("-----BEGIN PUBLIC KEY-----");
    }

    @Test
    @AwsFact(
            value = "What is no RSA public key is refused, and so is the same key again",
            source = API + "API_UploadSSHPublicKey.html")
    void uploadSshPublicKey_invalidOrSame_isRefused() {
        assertThat(Refused.by(() -> iam.uploadSSHPublicKey(
                        upload -> upload.userName("alice").sshPublicKeyBody("ssh-rsa AAAA"))))
                .startsWith("InvalidPublicKey: ");
        iam.uploadSSHPublicKey(upload -> upload.userName("alice").sshPublicKeyBody(SSH_KEY));
        assertThat(Refused.by(() -> iam.uploadSSHPublicKey(
                        upload -> upload.userName("alice").sshPublicKeyBody(SSH_KEY))))
                .startsWith("DuplicateSSHPublicKey: ");
    }

    @Test
    @AwsFact(
            value = "A signing certificate is deactivated, and keeps its user from being deleted",
            source = API + "API_UpdateSigningCertificate.html")
    void deleteUser_withCertificate_isDeleteConflict() {
        String id = iam.uploadSigningCertificate(
                        upload -> upload.userName("alice").certificateBody(CERTIFICATE))
                .certificate()
                .certificateId();
        iam.updateSigningCertificate(
                update -> update.userName("alice").certificateId(id).status(StatusType.INACTIVE));
        assertThat(Refused.by(() -> iam.deleteUser(user -> user.userName("alice"))))
                .startsWith("DeleteConflict: ");
        assertThat(Refused.by(() -> iam.uploadSigningCertificate(
                        upload -> upload.userName("alice").certificateBody("no certificate"))))
                .startsWith("MalformedCertificate: ");
        iam.deleteSigningCertificate(delete -> delete.userName("alice").certificateId(id));
        iam.deleteUser(user -> user.userName("alice"));
    }

    @Test
    @AwsFact(
            value = "A user has at most two service-specific credentials a service, named after user and account",
            source = API + "API_CreateServiceSpecificCredential.html")
    void createServiceSpecificCredential_third_exceedsTheQuota() {
        List<String> names = List.of(
                create("codecommit").serviceUserName(), create("codecommit").serviceUserName());
        assertThat(names.get(0)).matches("alice-at-[0-9]{12}");
        assertThat(names.get(1)).matches("alice\\+1-at-[0-9]{12}");
        assertThat(Refused.by(() -> create("codecommit"))).startsWith("LimitExceeded: ");
        assertThat(Refused.by(() -> create("s3"))).startsWith("NotSupportedService: ");
    }

    private ServiceSpecificCredential create(String service) {
        return iam.createServiceSpecificCredential(
                        create -> create.userName("alice").serviceName(service + ".amazonaws.com"))
                .serviceSpecificCredential();
    }

    @Test
    @AwsFact(
            value = "A Bedrock API key has an alias and a secret, may expire, and is deactivated",
            source = USER_GUIDE + "id_credentials_service-specific-creds.html")
    void updateServiceSpecificCredential_ofBedrock_isInactive() {
        var key = iam.createServiceSpecificCredential(create -> create.userName("alice")
                        .serviceName("bedrock.amazonaws.com")
                        .credentialAgeDays(30))
                .serviceSpecificCredential();
        assertThat(key.serviceCredentialSecret()).startsWith("ABSK");
        assertThat(key.expirationDate()).isEqualTo(key.createDate().plus(Duration.ofDays(30)));

        iam.updateServiceSpecificCredential(update -> update.userName("alice")
                .serviceSpecificCredentialId(key.serviceSpecificCredentialId())
                .status(StatusType.INACTIVE));

        assertThat(iam.listServiceSpecificCredentials(query -> query.allUsers(true))
                        .serviceSpecificCredentials())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.status()).isEqualTo(StatusType.INACTIVE);
                    assertThat(listed.serviceCredentialAlias()).startsWith("BedrockAPIKey-");
                });
    }

    @Test
    @AwsFact(
            value = "An MFA device is enabled by two codes in a row, and deactivated without being deleted",
            source = API + "API_EnableMFADevice.html")
    void enableMfaDevice_wrongCodes_isRefused() {
        VirtualMFADevice device = iam.createVirtualMFADevice(create -> create.virtualMFADeviceName("phone"))
                .virtualMFADevice();
        String seed = device.base32StringSeed().asUtf8String();
        String first = Totp.code(seed, clock.instant());
        String second = Totp.code(seed, clock.instant().plusSeconds(30));
        assertThat(Refused.by(() -> iam.enableMFADevice(enable -> enable.userName("alice")
                        .serialNumber(device.serialNumber())
                        .authenticationCode1(second)
                        .authenticationCode2(first))))
                .isEqualTo("InvalidAuthenticationCode: Authentication code for device is not valid.");

        iam.enableMFADevice(enable -> enable.userName("alice")
                .serialNumber(device.serialNumber())
                .authenticationCode1(first)
                .authenticationCode2(second));
        assertThat(iam.listMFADevices(query -> query.userName("alice")).mfaDevices())
                .hasSize(1);
        assertThat(Refused.by(() -> iam.deleteVirtualMFADevice(delete -> delete.serialNumber(device.serialNumber()))))
                .startsWith("DeleteConflict: ");

        iam.deactivateMFADevice(deactivate -> deactivate.userName("alice").serialNumber(device.serialNumber()));
        assertThat(iam.listVirtualMFADevices().virtualMFADevices()).hasSize(1);
    }

    @Test
    @AwsFact(
            value = "Without an own policy a password has three of four kinds of characters",
            source = USER_GUIDE + "id_credentials_passwords_account-policy.html")
    void createLoginProfile_weakPassword_violatesThePolicy() {
        assertThat(Refused.by(() -> iam.createLoginProfile(
                        create -> create.userName("alice").password("onlysmallletters"))))
                .isEqualTo("PasswordPolicyViolation: Password does not conform to the account password policy.");
        iam.updateAccountPasswordPolicy(policy -> policy.minimumPasswordLength(14));
        assertThat(Refused.by(() -> iam.createLoginProfile(
                        create -> create.userName("alice").password("Short-1"))))
                .isEqualTo("PasswordPolicyViolation: Password should have a minimum length of 14");
        iam.createLoginProfile(create -> create.userName("alice").password("onlysmallletters"));
        iam.deleteAccountPasswordPolicy();
        assertThat(Refused.by(() -> iam.getAccountPasswordPolicy())).startsWith("NoSuchEntity: ");
    }

    @Test
    @AwsFact(
            value = "A credential report is generated at most once every four hours",
            source = USER_GUIDE + "id_credentials_getting-report.html")
    void generateCredentialReport_again_isTheSame() {
        iam.createAccessKey(create -> create.userName("alice"));
        assertThat(Refused.by(() -> iam.getCredentialReport())).startsWith("ReportNotPresent: ");
        assertThat(iam.generateCredentialReport().state()).isEqualTo(ReportStateType.STARTED);
        assertThat(Refused.by(() -> iam.getCredentialReport())).startsWith("ReportInProgress: ");
        clock.advance(Duration.ofMinutes(1));
        iam.createUser(user -> user.userName("later"));
        assertThat(iam.generateCredentialReport().state()).isEqualTo(ReportStateType.COMPLETE);
        List<String> lines =
                iam.getCredentialReport().content().asUtf8String().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("<root_account>,");
        assertThat(lines.get(2)).startsWith("alice,").contains(",true,");
        assertThat(lines.get(0).split(",")).hasSameSizeAs(lines.get(2).split(","));

        clock.advance(Duration.ofHours(4));
        assertThat(Refused.by(() -> iam.getCredentialReport())).startsWith("ReportExpired: ");
    }
}
