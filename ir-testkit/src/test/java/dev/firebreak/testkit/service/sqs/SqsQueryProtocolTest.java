package dev.firebreak.testkit.service.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.FakeAws;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SQS as clients from before 2023 speak to it. */
class SqsQueryProtocolTest {
    private static final String URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/q";

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeAws fake = FakeAws.create();

    @AfterEach
    void close() {
        fake.close();
    }

    private HttpResponse<String> form(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(fake.endpoint())
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, "
                                + "Signature=00")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body + "&Version=2012-11-05"));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void message_sentAndReceived_hasTheNamesOfTheQueryProtocol() throws Exception {
        assertThat(form("Action=CreateQueue&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=0&Tag.1.Key=k"
                                + "&Tag.1.Value=v")
                        .body())
                .contains("<CreateQueueResult><QueueUrl>" + URL + "</QueueUrl></CreateQueueResult>");
        form("Action=SendMessageBatch&QueueUrl=" + URL + "&SendMessageBatchRequestEntry.1.Id=a"
                + "&SendMessageBatchRequestEntry.1.MessageBody=hello"
                + "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=n"
                + "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String"
                + "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=x");

        assertThat(form("Action=ReceiveMessage&QueueUrl=" + URL
                                + "&AttributeName.1=ApproximateReceiveCount&MessageAttributeName.1=All")
                        .body())
                .contains("<ReceiveMessageResult><Message><MessageId>")
                .contains("<Body>hello</Body>")
                .contains("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>")
                .contains(
                        "<MessageAttribute><Name>n</Name><Value><StringValue>x</StringValue><DataType>String</DataType>"
                                + "</Value></MessageAttribute>");
        assertThat(form("Action=ListQueueTags&QueueUrl=" + URL).body())
                .contains("<Tag><Key>k</Key><Value>v</Value></Tag>");
        assertThat(form("Action=ListQueues").body())
                .contains("<ListQueuesResult><QueueUrl>" + URL + "</QueueUrl></ListQueuesResult>");
    }

    @Test
    void getQueueUrl_unknown_isRefusedWithTheOldCode() throws Exception {
        var answer = form("Action=GetQueueUrl&QueueName=none");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
    }

    @Test
    void addPermission_lists_areFlat() throws Exception {
        form("Action=CreateQueue&QueueName=q");
        form("Action=AddPermission&QueueUrl=" + URL
                + "&Label=send&AWSAccountId.1=210987654321&ActionName.1=SendMessage");

        assertThat(form("Action=GetQueueAttributes&QueueUrl=" + URL + "&AttributeName.1=Policy")
                        .body())
                .contains("<Attribute><Name>Policy</Name>")
                .contains("SQS:SendMessage");
    }
}
