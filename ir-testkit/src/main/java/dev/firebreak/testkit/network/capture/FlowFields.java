package dev.firebreak.testkit.network.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;

/** The fields of a flow log record (VPC guide, "Flow log records"). */
final class FlowFields {
    private FlowFields() {}

    static Map<String, String> of(FlowAggregate record) {
        Sighting sighting = record.sighting();
        Sighting.Header header = sighting.header();
        var fields = new LinkedHashMap<String, String>();
        fields.put("version", "2");
        fields.put("account-id", sighting.region().account().id());
        fields.put("interface-id", sighting.interfaceId());
        fields.put("srcaddr", header.source());
        fields.put("dstaddr", header.destination());
        fields.put("pkt-srcaddr", header.source());
        fields.put("pkt-dstaddr", header.destination());
        fields.put("srcport", String.valueOf(header.sourcePort()));
        fields.put("dstport", String.valueOf(header.port()));
        fields.put("protocol", String.valueOf(header.protocol()));
        fields.put("packets", String.valueOf(record.packets()));
        fields.put("bytes", String.valueOf(record.bytes()));
        fields.put("start", String.valueOf(record.start().getEpochSecond()));
        fields.put("end", String.valueOf(record.end().getEpochSecond()));
        fields.put("action", sighting.accepted() ? "ACCEPT" : "REJECT");
        fields.put("log-status", "OK");
        place(sighting, fields);
        return fields;
    }

    private static void place(Sighting sighting, Map<String, String> fields) {
        NetworkInterface eni = sighting.eni();
        fields.put("vpc-id", eni.vpcId());
        fields.put("subnet-id", eni.subnetId());
        fields.put(
                "instance-id",
                Optional.ofNullable(eni.attachment())
                        .map(NetworkInterfaceAttachment::instanceId)
                        .orElse("-"));
        fields.put("region", sighting.region().name());
        fields.put("flow-direction", sighting.egress() ? "egress" : "ingress");
        fields.put("type", sighting.header().source().indexOf(':') >= 0 ? "IPv6" : "IPv4");
    }
}
