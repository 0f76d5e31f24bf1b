package dev.firebreak.testkit.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentPermissionType;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;
import software.amazon.awssdk.services.ssm.model.DocumentType;

class SsmDocumentCasesTest extends SsmCases {
    private static final String API = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/";
    private static final String SHARING =
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html";
    private static final String GREETING = """
            {"schemaVersion":"2.2","description":"Greets","parameters":{"who":{"type":"String","default":"world"}},\
            "mainSteps":[{"action":"aws:runShellScript","name":"greet","inputs":{"runCommand":["echo hello {{ who }}"]}}]}""";

    @Test
    @AwsFact(value = "A new document is creating, and then active", source = API + "API_CreateDocument.html")
    void createDocument_new_isCreatingThenActive() {
        SsmClient ssm = client(SsmClient.builder());

        var made = create(ssm, "Greet");

        assertThat(made).isEqualTo(DocumentStatus.CREATING);
        clock.advance(Duration.ofSeconds(2));
        assertThat(ssm.describeDocument(query -> query.name("Greet")).document().status())
                .isEqualTo(DocumentStatus.ACTIVE);
        assertThat(ssm.getDocument(query -> query.name("Greet")).content()).isEqualTo(GREETING);
    }

    @Test
    @AwsFact(value = "A document of one's own runs with its parameters", source = API + "API_SendCommand.html")
    void sendCommand_ownDocument_runsItsSteps() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        create(ssm, "Greet");
        clock.advance(Duration.ofSeconds(2));

        String command = ssm.sendCommand(send ->
                        send.documentName("Greet").instanceIds(id).parameters(Map.of("who", List.of("responder"))))
                .command()
                .commandId();
        clock.advance(Duration.ofSeconds(2));

        assertThat(invocation(ssm, command, id).pluginName()).isEqualTo("greet");
        assertThat(invocation(ssm, command, id).standardOutputContent()).isEqualTo("hello responder\n");
    }

    @Test
    @AwsFact(
            value = "Names are given once, and none may begin as AWS's own do",
            source = API + "API_CreateDocument.html")
    void createDocument_nameTakenOrReserved_isRefused() {
        SsmClient ssm = client(SsmClient.builder());
        create(ssm, "Greet");

        assertThat(Refused.by(() -> create(ssm, "Greet"))).startsWith("DocumentAlreadyExists");
        assertThat(Refused.by(() -> create(ssm, "AWS-Greet"))).startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "Content that is no document is refused", source = API + "API_CreateDocument.html")
    void createDocument_badContent_isRefused() {
        SsmClient ssm = client(SsmClient.builder());

        assertThat(Refused.by(() -> ssm.createDocument(make -> make.name("Bad").content("{"))))
                .startsWith("InvalidDocumentContent");
        assertThat(Refused.by(
                        () -> ssm.createDocument(make -> make.name("Bad").content("{\"schemaVersion\":\"9.9\"}"))))
                .startsWith("InvalidDocumentSchemaVersion");
    }

    @Test
    @AwsFact(
            value = "An update makes a version, which is not in force before it is the default",
            source = API + "API_UpdateDocumentDefaultVersion.html")
    void updateDocument_newVersion_isNotTheDefault() {
        SsmClient ssm = client(SsmClient.builder());
        create(ssm, "Greet");
        assertThat(Refused.by(
                        () -> ssm.updateDocument(change -> change.name("Greet").content(GREETING))))
                .startsWith("DuplicateDocumentContent");

        ssm.updateDocument(
                change -> change.name("Greet").documentVersion("$LATEST").content(GREETING.replace("hello", "bye")));

        assertThat(ssm.getDocument(query -> query.name("Greet")).content()).contains("hello");
        ssm.updateDocumentDefaultVersion(change -> change.name("Greet").documentVersion("2"));
        assertThat(ssm.getDocument(query -> query.name("Greet")).content()).contains("bye");
    }

    @Test
    @AwsFact(value = "Another account uses a document by its ARN while it is shared", source = SHARING)
    void modifyDocumentPermission_share_opensTheDocument() {
        SsmClient ssm = client(SsmClient.builder());
        create(ssm, "Greet");
        String arn = "arn:aws:ssm:eu-west-1:123456789012:document/Greet";
        try (SsmClient other = fake.configure(SsmClient.builder())
                .credentialsProvider(fake.credentials("222222222222"))
                .build()) {
            assertThat(Refused.by(() -> other.getDocument(query -> query.name(arn))))
                    .startsWith("InvalidDocument");
            ssm.modifyDocumentPermission(share -> share.name("Greet")
                    .permissionType(DocumentPermissionType.SHARE)
                    .accountIdsToAdd("222222222222"));

            assertThat(other.getDocument(query -> query.name(arn)).content()).isEqualTo(GREETING);
        }
        assertThat(ssm.describeDocumentPermission(
                                query -> query.name("Greet").permissionType(DocumentPermissionType.SHARE))
                        .accountIds())
                .containsExactly("222222222222");
    }

    @Test
    @AwsFact(value = "A document that is shared cannot be deleted", source = SHARING)
    void deleteDocument_shared_isRefused() {
        SsmClient ssm = client(SsmClient.builder());
        create(ssm, "Greet");
        ssm.modifyDocumentPermission(share ->
                share.name("Greet").permissionType(DocumentPermissionType.SHARE).accountIdsToAdd("222222222222"));

        assertThat(Refused.by(() -> ssm.deleteDocument(delete -> delete.name("Greet"))))
                .startsWith("InvalidDocumentOperation");
        ssm.modifyDocumentPermission(share ->
                share.name("Greet").permissionType(DocumentPermissionType.SHARE).accountIdsToRemove("222222222222"));
        ssm.deleteDocument(delete -> delete.name("Greet"));

        assertThat(Refused.by(() -> ssm.getDocument(query -> query.name("Greet"))))
                .startsWith("InvalidDocument");
    }

    private static DocumentStatus create(SsmClient ssm, String name) {
        return ssm.createDocument(make ->
                        make.name(name).documentType(DocumentType.COMMAND).content(GREETING))
                .documentDescription()
                .status();
    }
}
