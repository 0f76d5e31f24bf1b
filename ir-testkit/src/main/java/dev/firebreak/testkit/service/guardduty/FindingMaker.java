package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.guardduty.FindingSpec.Kind;
import dev.firebreak.testkit.world.Region;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.services.guardduty.model.Action;
import software.amazon.awssdk.services.guardduty.model.Finding;
import software.amazon.awssdk.services.guardduty.model.PortProbeDetail;
import software.amazon.awssdk.services.guardduty.model.RemoteIpDetails;
import software.amazon.awssdk.services.guardduty.model.Service;

/** Makes findings as GuardDuty words them. */
final class FindingMaker {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Region region;
    private final Detector detector;

    FindingMaker(Region region, Detector detector) {
        this.region = region;
        this.detector = detector;
    }

    Finding make(FindingSpec spec, boolean sample) {
        String id = region.world().ids().hex(32);
        String type = Objects.requireNonNullElse(spec.type(), FindingTypes.usual(spec.kind()));
        double severity = Objects.requireNonNullElse(spec.severity(), FindingTypes.severity(type));
        String now = TIME.format(region.world().now());
        String title = title(spec, type);
        Finding finding = Finding.builder()
                .schemaVersion("2.0")
                .accountId(region.account().id())
                .region(region.name())
                .partition("aws")
                .id(id)
                .arn(detector.arn() + "/finding/" + id)
                .type(type)
                .severity(severity)
                .createdAt(now)
                .updatedAt(now)
                .title(sample ? "[SAMPLE] " + title : title)
                .description(title)
                .resource(new FindingResources(region).of(spec))
                .service(service(spec, type, now, sample))
                .build();
        return spec.change().apply(finding);
    }

    private static String title(FindingSpec spec, String type) {
        String what =
                switch (spec.kind()) {
                    case INSTANCE -> "EC2 instance " + spec.resource();
                    case ACCESS_KEY -> "Credentials " + spec.resource();
                    case BUCKET -> "S3 bucket " + spec.resource();
                };
        return what + " shows " + type + " in connection with " + spec.remoteAddress() + ".";
    }

    private Service service(FindingSpec spec, String type, String now, boolean sample) {
        return Service.builder()
                .serviceName("guardduty")
                .detectorId(detector.id())
                .action(spec.kind() == Kind.INSTANCE ? onNetwork(spec, type) : apiCall(spec))
                .resourceRole("TARGET")
                .additionalInfo(info -> info.type("default").value(sample ? "{\"sample\":true}" : "{}"))
                .eventFirstSeen(now)
                .eventLastSeen(now)
                .archived(false)
                .count(1)
                .build();
    }

    private static Action onNetwork(FindingSpec spec, String type) {
        if (type.endsWith("DNS")) {
            return Action.builder()
                    .actionType("DNS_REQUEST")
                    .dnsRequestAction(request -> request.domain("malicious.example.com")
                            .protocol("UDP")
                            .blocked(false))
                    .build();
        }
        if (type.contains("PortProbe")) {
            return Action.builder()
                    .actionType("PORT_PROBE")
                    .portProbeAction(probe -> probe.blocked(false)
                            .portProbeDetails(PortProbeDetail.builder()
                                    .localPortDetails(port -> port.port(22).portName("SSH"))
                                    .remoteIpDetails(remote(spec))
                                    .build()))
                    .build();
        }
        return Action.builder()
                .actionType("NETWORK_CONNECTION")
                .networkConnectionAction(connection -> connection
                        .connectionDirection(type.contains("BruteForce") ? "INBOUND" : "OUTBOUND")
                        .protocol("TCP")
                        .blocked(false)
                        .localPortDetails(port -> port.port(39_677).portName("Unknown"))
                        .remotePortDetails(port -> port.port(443).portName("HTTPS"))
                        .remoteIpDetails(remote(spec)))
                .build();
    }

    private static Action apiCall(FindingSpec spec) {
        boolean bucket = spec.kind() == Kind.BUCKET;
        return Action.builder()
                .actionType("AWS_API_CALL")
                .awsApiCallAction(call -> call.api(bucket ? "GetObject" : "ListUsers")
                        .serviceName(bucket ? "s3.amazonaws.com" : "iam.amazonaws.com")
                        .callerType("Remote IP")
                        .remoteIpDetails(remote(spec)))
                .build();
    }

    private static RemoteIpDetails remote(FindingSpec spec) {
        return RemoteIpDetails.builder()
                .ipAddressV4(spec.remoteAddress())
                .country(country -> country.countryName("Netherlands"))
                .city(city -> city.cityName("Amsterdam"))
                .geoLocation(place -> place.lat(52.37).lon(4.9))
                .organization(owner ->
                        owner.asn("64496").asnOrg("Example").isp("Example").org("Example"))
                .build();
    }
}
