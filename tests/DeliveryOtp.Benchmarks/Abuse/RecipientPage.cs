using System.Text.Json.Nodes;

namespace DeliveryOtp.Benchmarks.Abuse;

/// <summary>The page of a delivery's recipient, whose address the retailer gets with the delivery.</summary>
internal static class RecipientPage
{
    /// <summary>The credential: the fragment of the address.</summary>
    public static string LinkOf(JsonNode issued) => ((string)issued["recipient_url"]!).Split('#')[1];
}
