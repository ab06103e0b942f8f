namespace DeliveryOtp.Api.Sandbox;

/// <summary>The three lines that do the job, ready to paste into a shell.</summary>
internal static class CurlLines
{
    /// <summary>A curl configuration file: keeps a key out of the command line, and so out of the shell's history.</summary>
    public static string Config(string credential) => $"header = \"Authorization: Bearer {credential}\"\n";

    public static string Header(string credential) => $"-H 'Authorization: Bearer {credential}'";

    public static string Issue(string baseUrl, string auth, string issued) =>
        $$$"""
        curl -s {{{auth}}} {{{baseUrl}}}/v1/deliveries --json "{\"order_id\":\"demo-$(date +%s)\",\"destination\":{\"latitude\":48.85661,\"longitude\":2.35222,\"country\":\"FR\"}}" | tee '{{{issued}}}'
        """;

    public static string Confirm(string baseUrl, string auth, string issued) =>
        $$$"""
        curl -s {{{auth}}} {{{baseUrl}}}/v1/deliveries/$(sed 's/.*"id":"\([^"]*\)".*/\1/' '{{{issued}}}')/attempts -H "Idempotency-Key: $(date +%s)" --json "{\"code\":\"$(sed 's/.*"code":"\([^"]*\)".*/\1/' '{{{issued}}}')\",\"location\":{\"latitude\":48.85663,\"longitude\":2.35219,\"accuracy_m\":12.5,\"captured_at\":\"$(date -u +%FT%TZ)\"},\"device\":{\"id\":\"demo-phone\",\"platform\":\"android\"},\"captured_at\":\"$(date -u +%FT%TZ)\"}"
        """;

    public static string Read(string baseUrl, string auth) => $"curl -s {auth} '{baseUrl}/v1/attempts?limit=5'";
}
