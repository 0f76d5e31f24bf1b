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

/** The query protocol of EC2: flat lists in requests, {@code <xSet><item>} in answers, errors under {@code <Response>}. */
public final class Ec2QueryProtocol implements WireProtocol {
    private static final QueryReader READER = new QueryReader(
            CollectionForm.FLAT_LISTS,
            (name, value) -> AwsError.of(
                    "InvalidParameterValue", "Value (%s) for parameter %s is invalid. Invalid format", value, name));

    @Override
    public String operation(WireRequest http) {
        return QueryAction.name(http);
    }

    @Override
    public Reading read(WireRequest http, Operations.Operation<?> operation) {
        ParameterTree parameters = QueryAction.parameters(http);
        var request = (AwsRequest) READER.pojo(operation.request(), parameters);
        parameters.unread().ifPresent(name -> {
            throw AwsError.of("UnknownParameter", "The parameter %s is not recognized", name);
        });
        return new Reading(request, new byte[0]);
    }

    @Override
    public WireResponse write(Exchange exchange, Operations.Result result) {
        var xml = new XmlText()
                .open(exchange.operation() + "Response")
                .attribute("xmlns", QueryAction.namespace("http://ec2.amazonaws.com/doc/", exchange.http()))
                .element("requestId", exchange.requestId());
        if (result.response().sdkFields().isEmpty()) {
            xml.element("return", "true");
        }
        new XmlFields(xml).members(result.response());
        return QueryAction.answer(200, exchange.requestId(), xml.close());
    }

    @Override
    public WireResponse error(Exchange exchange, AwsError error) {
        var xml = new XmlText()
                .open("Response")
                .open("Errors")
                .open("Error")
                .element("Code", error.code())
                .element("Message", error.message())
                .close()
                .close()
                .element("RequestID", exchange.requestId())
                .close();
        return QueryAction.answer(error.status(), exchange.requestId(), xml);
    }

    @Override
    public AwsError notImplemented(String operation) {
        return QueryAction.notImplemented(operation);
    }

    @Override
    public AwsError internalFailure() {
        return new AwsError("InternalError", 500, "An internal error has occurred");
    }
}
