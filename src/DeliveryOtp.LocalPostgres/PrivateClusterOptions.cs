namespace DeliveryOtp.LocalPostgres;

/// <summary>What a private cluster is asked to be.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>A directory of its own; made when it is missing, kept when the cluster stops.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>False trades safety against power loss for speed: for tests, whose data nobody misses.</summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 200;
}
