namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// The members of stored forms that the database itself reads, for what has no column of its own. A version that has one elsewhere
/// has to be read at both places here.
/// </summary>
internal static class StoredPath
{
    /// <summary>Of an arrival or attempt, as is <see cref="PlaceVerdict"/>.</summary>
    public const string Outcome = "detail#>>'{outcome}'";

    public const string PlaceVerdict = "detail#>>'{location,verdict}'";

    /// <summary>Of an attempt.</summary>
    public const string TriesLeft = "detail#>>'{tries_left}'";

    /// <summary>Of a change.</summary>
    public const string LinkVersion = "detail#>>'{link_version}'";
}
