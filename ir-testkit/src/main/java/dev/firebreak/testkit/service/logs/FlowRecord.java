package dev.firebreak.testkit.service.logs;

import java.time.Instant;

/**
 * One VPC flow log record in the default format, version 2.
 *
 * @param flow who talked to whom
 * @param packets how many packets
 * @param bytes how many bytes
 * @param start when the first packet came within the interval
 * @param end when the last packet came within the interval
 * @param accepted whether security groups and network ACLs let it through
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html">Flow log records</a>
 */
public record FlowRecord(Flow flow, long packets, long bytes, Instant start, Instant end, boolean accepted) {

    /**
     * Who talked to whom.
     *
     * @param accountId the account of the interface
     * @param interfaceId the network interface
     * @param source the source address
     * @param sourcePort the source port; 0 where the protocol has none
     * @param destination the destination address
     * @param destinationPort the destination port; 0 where the protocol has none
     * @param protocol the IANA protocol number
     */
    public record Flow(
            String accountId,
            String interfaceId,
            String source,
            int sourcePort,
            String destination,
            int destinationPort,
            int protocol) {}

    /** The record as a line. */
    public String line() {
        return String.join(
                " ",
                "2",
                flow.accountId(),
                flow.interfaceId(),
                flow.source(),
                flow.destination(),
                String.valueOf(flow.sourcePort()),
                String.valueOf(flow.destinationPort()),
                String.valueOf(flow.protocol()),
                String.valueOf(packets),
                String.valueOf(bytes),
                String.valueOf(start.getEpochSecond()),
                String.valueOf(end.getEpochSecond()),
                accepted ? "ACCEPT" : "REJECT",
                "OK");
    }

    /** The line that says that an interface had no traffic in an interval. */
    public static String noData(String accountId, String interfaceId, Instant start, Instant end) {
        return "2 " + accountId + " " + interfaceId + " - - - - - - - " + start.getEpochSecond() + " "
                + end.getEpochSecond() + " - NODATA";
    }
}
