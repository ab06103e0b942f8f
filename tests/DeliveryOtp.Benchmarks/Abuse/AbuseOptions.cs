namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>How large the attacks are.</summary>
/// <param name="Seconds">How long each of them takes.</param>
/// <param name="Connections">Of a flood.</param>
/// <param name="Keys">Idempotency keys at least, however long it takes; 0: as many as come in the time.</param>
/// <param name="Tokens">Bad credentials, likewise.</param>
internal sealed record AbuseOptions(int Seconds, int Connections, int Keys, int Tokens);
