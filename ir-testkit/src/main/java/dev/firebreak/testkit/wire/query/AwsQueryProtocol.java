package dev.firebreak.testkit.wire.query;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.CollectionForm;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import dev.firebreak.testkit.wire.xml.XmlFields;
import dev.firebreak.testkit.wire.xml.XmlText;
import software.amazon.awssdk.awscore.AwsRequest;

/** The query protocol of IAM, STS, Auto Scaling and others: {@code <XResponse><XResult>}, errors in {@code <ErrorResponse>}. */
public final class AwsQueryProtocol implements WireProtocol {
    private final CollectionForm form;
    private final QueryReader reader;

    public AwsQueryProtocol(CollectionForm form) {
        this.form = form;
        this.reader = new QueryReader(
                form,
                (name, value) -> AwsError.of("MalformedInput", "Invalid value for parameter %s: %s", name, value));
    }

    @Override
    public String operation(WireRequest http) {
        return QueryAction.name(http);
    }

    @Override
    public Reading read(WireRequest http, Operations.Operation<?> operation) {
        var request = (AwsRequest) reader.pojo(operation.request(), QueryAction.parameters(http));
        return new Reading(request, new byte[0]);
    }

    @Override
    public WireResponse write(Exchange exchange, Operations.Result result) {
        var xml = root(exchange, exchange.operation() + "Response");
        if (!result.response().sdkFields().isEmpty()) {
            xml.open(exchange.operation() + "Result");
            new XmlFields(xml, form).members(result.response());
            xml.close();
        }
        xml.open("ResponseMetadata").element("RequestId", exchange.requestId()).close();
        return QueryAction.answer(200, exchange.requestId(), xml.close());
    }

    @Override
    public WireResponse error(Exchange exchange, AwsError error) {
        var xml = root(exchange, "ErrorResponse")
                .open("Error")
                .element("Type", error.status() < 500 ? "Sender" : "Receiver")
                .element("Code", error.queryCode())
                .element("Message", error.message())
                .close()
                .element("RequestId", exchange.requestId())
                .close();
        return QueryAction.answer(error.status(), exchange.requestId(), xml);
    }

    private static XmlText root(Exchange exchange, String name) {
        String prefix = "https://" + exchange.service() + ".amazonaws.com/doc/";
        return new XmlText().open(name).attribute("xmlns", QueryAction.namespace(prefix, exchange.http()));
    }

    @Override
    public AwsError notImplemented(String operation) {
        return QueryAction.notImplemented(operation);
    }

    @Override
    public AwsError internalFailure() {
        return new AwsError("InternalFailure", 500, "The request processing has failed because of an unknown error");
    }
}
