package dev.firebreak.testkit.service.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of the pattern language, after "Comparison operators for use in event patterns" of the EventBridge User Guide. */
class EventPatternTest {
    private static final String EVENT =
            "{\"source\":\"aws.guardduty\",\"detail\":{\"type\":\"Recon:EC2/PortProbe\",\"severity\":8,\"score\":300.0,"
                    + "\"empty\":\"\",\"none\":null,\"flag\":true,\"ip\":\"10.0.1.7\",\"ip6\":\"2001:db8::1\","
                    + "\"states\":[\"stopped\",\"terminated\"],"
                    + "\"tags\":[{\"key\":\"team\",\"value\":\"soc\"},{\"key\":\"stage\",\"value\":\"prod\"}]}}";

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "{\"source\":[\"aws.guardduty\"]}; true",
                "{\"source\":[\"aws.ec2\",\"aws.guardduty\"]}; true",
                "{\"source\":[\"AWS.guardduty\"]}; false",
                "{\"source\":[\"aws.guardduty\"],\"detail\":{\"flag\":[false]}}; false",
                "{\"detail\":{\"severity\":[8]}}; true",
                "{\"detail\":{\"severity\":[\"8\"]}}; false",
                "{\"detail\":{\"severity\":[8.0]}}; false",
                "{\"detail\":{\"score\":[300]}}; false",
                "{\"detail\":{\"score\":[300.0]}}; true",
                "{\"detail\":{\"flag\":[true]}}; true",
                "{\"detail\":{\"none\":[null]}}; true",
                "{\"detail\":{\"empty\":[null]}}; false",
                "{\"detail\":{\"empty\":[\"\"]}}; true",
                "{\"detail\":{\"missing\":[null]}}; false",
                "{\"source\":[{\"prefix\":\"aws.\"}]}; true",
                "{\"source\":[{\"prefix\":\"AWS.\"}]}; false",
                "{\"source\":[{\"prefix\":{\"equals-ignore-case\":\"AWS.\"}}]}; true",
                "{\"source\":[{\"suffix\":\"duty\"}]}; true",
                "{\"source\":[{\"suffix\":{\"equals-ignore-case\":\"DUTY\"}}]}; true",
                "{\"source\":[{\"equals-ignore-case\":\"AWS.GuardDuty\"}]}; true",
                "{\"detail\":{\"type\":[{\"wildcard\":\"*:EC2/*\"}]}}; true",
                "{\"detail\":{\"type\":[{\"wildcard\":\"*:IAM*/*\"}]}}; false",
                "{\"detail\":{\"type\":[{\"wildcard\":\"Recon:EC2/Port\"}]}}; false",
                "{\"source\":[{\"anything-but\":\"aws.ec2\"}]}; true",
                "{\"source\":[{\"anything-but\":[\"aws.ec2\",\"aws.guardduty\"]}]}; false",
                "{\"detail\":{\"severity\":[{\"anything-but\":[1,2]}]}}; true",
                "{\"detail\":{\"severity\":[{\"anything-but\":8}]}}; false",
                "{\"source\":[{\"anything-but\":{\"prefix\":\"aws\"}}]}; false",
                "{\"source\":[{\"anything-but\":{\"prefix\":[\"gcp\",\"az\"]}}]}; true",
                "{\"source\":[{\"anything-but\":{\"suffix\":\"ec2\"}}]}; true",
                "{\"source\":[{\"anything-but\":{\"equals-ignore-case\":\"AWS.GUARDDUTY\"}}]}; false",
                "{\"source\":[{\"anything-but\":{\"wildcard\":\"*duty\"}}]}; false",
                "{\"detail\":{\"missing\":[{\"anything-but\":\"x\"}]}}; false",
                "{\"detail\":{\"states\":[{\"anything-but\":\"stopped\"}]}}; true",
                "{\"detail\":{\"severity\":[{\"numeric\":[\">=\",7]}]}}; true",
                "{\"detail\":{\"severity\":[{\"numeric\":[\">\",0,\"<=\",5]}]}}; false",
                "{\"detail\":{\"severity\":[{\"numeric\":[\"=\",8.0]}]}}; true",
                "{\"detail\":{\"type\":[{\"numeric\":[\">\",0]}]}}; false",
                "{\"detail\":{\"severity\":[{\"exists\":true}]}}; true",
                "{\"detail\":{\"missing\":[{\"exists\":true}]}}; false",
                "{\"detail\":{\"missing\":[{\"exists\":false}]}}; true",
                "{\"detail\":{\"none\":[{\"exists\":true}]}}; true",
                "{\"other\":{\"missing\":[{\"exists\":false}]}}; true",
                "{\"detail\":[{\"exists\":true}]}; false",
                "{\"detail\":{\"ip\":[{\"cidr\":\"10.0.0.0/16\"}]}}; true",
                "{\"detail\":{\"ip\":[{\"cidr\":\"10.0.0.0/24\"}]}}; false",
                "{\"detail\":{\"ip6\":[{\"cidr\":\"2001:db8::/32\"}]}}; true",
                "{\"detail\":{\"type\":[{\"cidr\":\"10.0.0.0/8\"}]}}; false",
                "{\"detail\":{\"states\":[\"terminated\"]}}; true",
                "{\"detail\":{\"states\":[\"running\"]}}; false",
                "{\"detail\":{\"tags\":{\"key\":[\"team\"],\"value\":[\"soc\"]}}}; true",
                "{\"detail\":{\"tags\":{\"key\":[\"team\"],\"value\":[\"prod\"]}}}; false",
                "{\"$or\":[{\"source\":[\"x\"]},{\"detail\":{\"severity\":[8]}}]}; true",
                "{\"$or\":[{\"source\":[\"x\"]},{\"source\":[\"y\"]}]}; false",
                "{\"detail\":{\"$or\":[{\"severity\":[1]},{\"flag\":[true]}],\"type\":[{\"prefix\":\"Recon\"}]}}; true",
            })
    void matches_table_asDocumented(String pattern, boolean expected) {
        assertThat(EventPattern.parse(pattern).matches(EventPattern.read(EVENT)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "[]; Filter is not an object",
                "{}; Empty objects are not allowed",
                "{\"source\":\"aws.ec2\"}; \"source\" must be an object or an array",
                "{\"source\":[]}; Empty arrays are not allowed",
                "{\"source\":[[\"a\"]]}; Match value must be String, number, true, false, or null",
                "{\"source\":[{\"begins\":\"a\"}]}; Unrecognized match type begins",
                "{\"source\":[{\"prefix\":1}]}; prefix match pattern must be a string",
                "{\"source\":[{\"prefix\":\"a\",\"suffix\":\"b\"}]}; Only one key allowed in match expression",
                "{\"source\":[{\"wildcard\":\"a**\"}]}; Consecutive wildcard characters at pos 1",
                "{\"source\":[{\"numeric\":[\"~\",1]}]}; Unrecognized numeric range operator: ~",
                "{\"source\":[{\"numeric\":[\">\",5,\"<\",1]}]}; Bottom must be less than top",
                "{\"source\":[{\"exists\":\"yes\"}]}; exists match pattern must be either true or false.",
                "{\"source\":[{\"anything-but\":[]}]}; Empty arrays are not allowed",
                "{\"source\":[{\"cidr\":\"10.0.0.0/33\"}]}; 'Malformed CIDR, one ''/'' required: 10.0.0.0/33'",
            })
    void parse_invalid_saysWhy(String pattern, String reason) {
        assertThatThrownBy(() -> EventPattern.parse(pattern))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessage(reason);
    }
}
