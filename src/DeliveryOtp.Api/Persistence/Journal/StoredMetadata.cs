using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>A retailer's metadata as it is stored with the delivery; in the journal it is not.</summary>
internal static class StoredMetadata
{
    /// <summary>Null: there is none, as in every row of a version before there was any.</summary>
    public static string? Write(Metadata metadata) => metadata.Values.IsEmpty ? null : RowJson.Write(metadata.Values);

    public static Metadata Read(string? json) => json is null ? Metadata.None : Metadata.Of(RowJson.Read<Dictionary<string, string>>(json));
}
