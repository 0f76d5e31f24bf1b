package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bytes on the wire, which SDK clients hide. */
class RawHttpTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static FakeAws fake;

    @BeforeAll
    static void open() {
        fake = FakeAws.builder()
                .service(new NoteService())
                .service(new ShelfService())
                .build();
        fake.endpoint();
    }

    @AfterAll
    static void close() {
        fake.close();
    }

    private static HttpRequest.Builder to(String service, String target) {
        return HttpRequest.newBuilder(URI.create(fake.endpoint() + target))
                .version(HttpClient.Version.HTTP_1_1)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=00");
    }

    private static HttpResponse<String> form(String service, String body) throws IOException, InterruptedException {
        return send(to(service, "/")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void ec2_answer_hasTheShapeOfEc2() throws Exception {
        var answer = form("ec2", "Action=CreateTags&Version=2016-11-15&ResourceId.1=i-1&Tag.1.Key=k&Tag.1.Value=v");
        var read = form("ec2", "Action=DescribeTags&Version=2016-11-15");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Length")).isPresent();
        assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(answer.body())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<CreateTagsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>")
                .endsWith("</requestId><return>true</return></CreateTagsResponse>");
        assertThat(read.body())
                .endsWith("<tagSet><item><key>k</key><resourceId>i-1</resourceId><value>v</value></item></tagSet>"
                        + "</DescribeTagsResponse>");
    }

    @Test
    void query_answer_hasTheShapeOfQuery() throws Exception {
        var answer = form("sts", "Action=GetCallerIdentity&Version=2011-06-15");

        assertThat(answer.body())
                .contains("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<GetCallerIdentityResult>")
                .contains("<ResponseMetadata><RequestId>");
    }

    @Test
    void query_error_hasTheShapeOfQuery() throws Exception {
        var answer = form("iam", "Action=GetUser&UserName=nobody&Version=2010-05-08");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains(
                        "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type>"
                                + "<Code>NoSuchEntity</Code><Message>");
    }

    @Test
    void ec2_unknownParameter_isRefused() throws Exception {
        var answer = form("ec2", "Action=CreateTags&ResourceId.1=i-1&Tga.1.Key=k");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "<Response><Errors><Error><Code>UnknownParameter</Code><Message>The parameter Tga.1.Key is not"
                                + " recognized</Message></Error></Errors><RequestID>");
    }

    @Test
    void ec2_malformedNumber_isInvalidParameterValue() throws Exception {
        assertThat(form("ec2", "Action=DescribeTags&MaxResults=many").body())
                .contains("<Code>InvalidParameterValue</Code>");
    }

    @Test
    void iam_malformedNumber_isMalformedInput() throws Exception {
        assertThat(form("iam", "Action=ListUsers&MaxItems=many").body()).contains("<Code>MalformedInput</Code>");
    }

    @Test
    void hostileForms_neverAnswerHtmlOrStackTraces() throws Exception {
        for (String body : new String[] {
            "Action=%zz",
            "%",
            "Action=",
            "=&&=&.=.",
            "Action=DescribeTags&Filter.99999999999999.Name=x",
            "Action=DescribeTags&" + "a.".repeat(10_000) + "=1",
            "Action=%3Cscript%3E%26%00"
        }) {
            var answer = form("ec2", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).as(body).startsWith("<?xml").doesNotContain("<html", "Exception", "\tat ");
        }
    }

    @Test
    void unknownService_isAnAwsErrorInTheShapeAskedFor() throws Exception {
        var query = form("cloudformation", "Action=ListStacks");
        var json = send(to("dynamodb", "/")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(query.statusCode()).isEqualTo(501);
        assertThat(query.body()).contains("<ErrorResponse").contains("'cloudformation'");
        assertThat(json.statusCode()).isEqualTo(501);
        assertThat(json.body()).startsWith("{\"__type\":\"UnknownOperationException\"");
    }

    @Test
    void unsignedForm_isRoutedByItsAction() throws Exception {
        var answer = send(HttpRequest.newBuilder(fake.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15")));

        assertThat(answer.body()).contains("GetCallerIdentityResponse");
    }

    @Test
    void s3_documentType_isRefusedAndNoFileIsRead() throws Exception {
        var answer = send(to("s3", "/shelf?delete")
                .POST(HttpRequest.BodyPublishers.ofString("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<Delete><Object><Key>&x;</Key></Object></Delete>")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Error><Code>MalformedXML</Code>").doesNotContain("root:");
    }

    @Test
    void s3_deeplyNestedXml_isRefused() throws Exception {
        var answer = send(to("s3", "/shelf?delete").POST(HttpRequest.BodyPublishers.ofString("<a>".repeat(100_000))));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void s3_signedChunksWithTrailer_areDecoded() throws Exception {
        String body = "5;chunk-signature=ab\r\nhello\r\n6;chunk-signature=cd\r\n world\r\n0;chunk-signature=ef\r\n"
                + "x-amz-checksum-crc32:DUoRhQ==\r\nx-amz-trailer-signature:gh\r\n\r\n";
        var put = send(to("s3", "/shelf/chunked")
                .header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
                .header("Content-Encoding", "aws-chunked")
                .header("x-amz-decoded-content-length", "11")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
        var read = send(to("s3", "/shelf/chunked"));

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.headers().firstValue("x-amz-checksum-crc32")).contains("DUoRhQ==");
        assertThat(read.body()).isEqualTo("hello world");
    }

    @Test
    void s3_cutChunk_isIncompleteBody() throws Exception {
        var put = send(to("s3", "/shelf/chunked")
                .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                .PUT(HttpRequest.BodyPublishers.ofString("ff\r\nhello")));

        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(put.body()).contains("<Code>IncompleteBody</Code>");
    }

    @Test
    void s3_deletedObject_is204WithoutBody() throws Exception {
        var answer = send(to("s3", "/shelf/absent").DELETE());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("x-amz-delete-marker")).contains("true");
    }

    @Test
    void s3_head_hasLengthAndNoBody() throws Exception {
        send(to("s3", "/shelf/head").PUT(HttpRequest.BodyPublishers.ofString("12345")));

        var answer = send(to("s3", "/shelf/head").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.headers().firstValue("Content-Length")).contains("5");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void s3_expectContinueAndChunkedTransfer_areUnderstood() throws Exception {
        byte[] content = "x".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        var put = send(to("s3", "/shelf/streamed")
                .expectContinue(true)
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))));

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(send(to("s3", "/shelf/streamed")).body()).hasSize(200_000);
    }
}
