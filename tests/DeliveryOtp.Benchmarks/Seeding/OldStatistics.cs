namespace DeliveryOtp.Benchmarks.Seeding;

/// <summary>When the tables were analyzed for the last time before a run in which nothing analyzes them.</summary>
internal enum OldStatistics
{
    /// <summary>When they were empty.</summary>
    None,

    /// <summary>After the import and the first few attempts.</summary>
    Import,

    /// <summary>There is no such run.</summary>
    Fresh,
}
