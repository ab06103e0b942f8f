using System.Text.Json.Serialization;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;

namespace DeliveryOtp.Api.Http.OpenApi;

/// <summary>What went wrong (RFC 9457).</summary>
/// <remarks>Here for the document; <see cref="ProblemWriter"/> writes them.</remarks>
/// <param name="Type">Which kind of problem; a page that explains it.</param>
/// <param name="Title">The same for every occurrence of the kind.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">About this occurrence, or what to do.</param>
/// <param name="TraceId">To quote when you ask the operator.</param>
/// <param name="Errors">`validation`: what each member has to be, by JSON path, query parameter or header.</param>
/// <param name="DeliveryId">`order_exists`: the live delivery of the order with that parcel barcode.</param>
/// <param name="DeliveryStatus">`state_conflict`, `order_exists`: the state that the delivery is in.</param>
/// <param name="DisputeId">`state_conflict`: the dispute that is open already, where that is in the way.</param>
/// <param name="Grounds">`insufficient_grounds`: those that the record contradicts.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? DeliveryId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeliveryStatus? DeliveryStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? DisputeId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Ground>? Grounds);
