using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Peers;

/// <summary>How a peer is made and started, and what is asked of it.</summary>
internal interface IPeerProgram
{
    /// <summary>In the report.</summary>
    string Name { get; }

    /// <summary>What makes its load.</summary>
    string Script { get; }

    /// <summary>Where a code is verified.</summary>
    string Path { get; }

    /// <summary>Builds or installs it.</summary>
    Task PrepareAsync(CancellationToken cancel);

    /// <summary>Starts it on a database of its own with that many fresh accounts.</summary>
    Task<PeerProcess> StartAsync(BenchCluster cluster, string database, long accounts, CancellationToken cancel);

    /// <summary>Starts it to count the codes that it compares, which may make it slower.</summary>
    Task<PeerProcess> StartForRaceAsync(BenchCluster cluster, string database, CancellationToken cancel);

    IPeer Connect(HttpClient http);
}
