namespace DeliveryOtp.Api.Http.Logs;

/// <summary>The fields of a line that every line may have; those of one event are the names in its message.</summary>
internal static class LogFields
{
    public const string Time = "time";
    public const string Level = "level";
    public const string Category = "category";
    public const string Event = "event";
    public const string Message = "message";
    public const string Exception = "exception";
    public const string TraceId = "trace_id";
    public const string Role = "role";
    public const string RetailerId = "retailer_id";
    public const string DeliveryId = "delivery_id";
    public const string Problem = "problem";
}
