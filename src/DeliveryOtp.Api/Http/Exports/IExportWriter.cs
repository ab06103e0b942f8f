namespace DeliveryOtp.Api.Http.Exports;

/// <summary>Writes items in one format.</summary>
internal interface IExportWriter<in TItem> : IDisposable
{
    void Write(TItem item);

    /// <summary>Hands everything that was written to the stream.</summary>
    void Flush();
}
