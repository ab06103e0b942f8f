using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// The kinds of failure that a client can meet (RFC 9457). Each has a page at <c>/problems/{name}</c>, which is its type.
/// </summary>
/// <param name="Name">The last segment of the type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Remedy">What to do about it; shown on the page.</param>
public sealed record ProblemKind(string Name, int Status, string Title, string Remedy)
{
    public static readonly ProblemKind Validation = new(
        "validation",
        400,
        "The request is not well-formed.",
        "`errors` names each member by its JSON path (or query parameter, or header) and says what it has to be. Correct it and send the request again. An attempt that is refused this way touches no try.");

    public static readonly ProblemKind IdempotencyKeyRequired = new(
        "idempotency_key_required",
        400,
        "An Idempotency-Key header is required.",
        "Make a key for each new attempt (1–64 visible ASCII characters, a UUID will do), store it with the attempt, and repeat the request with the same key until there is an answer. A repeat never costs a try.");

    public static readonly ProblemKind Unauthenticated = new(
        "unauthenticated",
        401,
        "Who is calling?",
        "Send `Authorization: Bearer …` with an API key (`dotp_…`) or, from a courier's app, a courier token. The key may be revoked, the token expired.");

    public static readonly ProblemKind Forbidden = new(
        "forbidden",
        403,
        "This role may not do that.",
        "The key or token is good, but its role has no access to this endpoint. The documentation names the roles of each endpoint.");

    public static readonly ProblemKind NotFound = new(
        "not_found",
        404,
        "There is nothing here.",
        "Check the path and the id. What belongs to another retailer is not found, either.");

    public static readonly ProblemKind MethodNotAllowed = new(
        "method_not_allowed",
        405,
        "This resource does not know that method.",
        "The `Allow` header lists the methods that it knows.");

    public static readonly ProblemKind OrderExists = new(
        "order_exists",
        409,
        "The order already has a live delivery of this parcel.",
        "An order has one live delivery for each parcel barcode, and one without. `delivery_id` names it; `delivery_status` and `detail` say what state it is in and what leads out of it: a reissue, or an unlock where it is locked. Cancel it before you create another one. Another parcel of the order needs another `parcel_barcode`.");

    public static readonly ProblemKind StateConflict = new(
        "state_conflict",
        409,
        "The delivery's state does not allow that.",
        "`delivery_status` and `detail` say what state it is in and what leads out of it.");

    public static readonly ProblemKind InFlight = new(
        "in_flight",
        409,
        "Another request on this delivery is still being decided.",
        "Nothing was recorded. Send the same request with the same Idempotency-Key again after the seconds in `Retry-After`.");

    public static readonly ProblemKind PayloadTooLarge = new(
        "payload_too_large",
        413,
        "The body is too large.",
        "A request's body has at most 32 KiB, after decompression.");

    public static readonly ProblemKind UnsupportedMediaType = new(
        "unsupported_media_type",
        415,
        "The body is not JSON in a form that is read here.",
        "Send `Content-Type: application/json`, in UTF-8; compressed with gzip, br or deflate, or not at all. `Accept-Encoding` lists them where another content coding was sent.");

    public static readonly ProblemKind IdempotencyKeyReused = new(
        "idempotency_key_reused",
        422,
        "The Idempotency-Key belongs to another request.",
        "Nothing was recorded. A repeat has to ask for the same, however it is spelt, so times that are stamped anew make it another request: store the body with the key and send it again. What is evidence only (the battery level, the network, …) may differ. A new request needs a new key.");

    public static readonly ProblemKind InsufficientGrounds = new(
        "insufficient_grounds",
        422,
        "The decision can't rest on its grounds.",
        "Nothing was recorded. `rejected` needs more than `code_accepted`, since a code alone proves nothing, and nothing that the record contradicts may be named: `grounds` lists that, `detail` says why. `GET /v1/disputes/{id}` shows what the record says about each ground.");

    public static readonly ProblemKind TooManyRequests = new(
        "too_many_requests",
        429,
        "Too many requests.",
        "Wait for the seconds in `Retry-After`, then repeat.");

    public static readonly ProblemKind InternalError = new(
        "internal_error",
        500,
        "The service has a fault.",
        "Whether anything was changed is not known here. Send the request again with the same Idempotency-Key, where the endpoint takes one: what was recorded is answered, and nothing is done twice. Otherwise read first what there is now. If it fails again, give the operator the `trace_id`.");

    public static readonly ProblemKind Unavailable = new(
        "unavailable",
        503,
        "The service cannot record anything right now.",
        "There is no verdict. Send the same request with the same Idempotency-Key again after the seconds in `Retry-After`: if it was recorded at the last moment after all, the repeat answers its verdict, and no try is used twice.");

    /// <summary>The detail of <see cref="Unavailable"/> where a row that decides is not as the service wrote it.</summary>
    public const string RewrittenRow =
        "What is stored here was changed by somebody else than this service. Nothing is decided and nothing recorded until the operator "
        + "has looked into it; the alarm has been raised. To send the request again helps only afterwards.";

    /// <summary>Every kind, in the order of their statuses.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        Validation,
        IdempotencyKeyRequired,
        Unauthenticated,
        Forbidden,
        NotFound,
        MethodNotAllowed,
        OrderExists,
        StateConflict,
        InFlight,
        PayloadTooLarge,
        UnsupportedMediaType,
        IdempotencyKeyReused,
        InsufficientGrounds,
        TooManyRequests,
        InternalError,
        Unavailable,
    ];

    /// <summary>The kind of a status that nobody described further; null for statuses that the service does not use.</summary>
    public static ProblemKind? ForStatus(int status) => status switch
    {
        StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity => null,
        _ => All.FirstOrDefault(kind => kind.Status == status),
    };

    /// <summary>The kind that a problem's type names; null when it is none of ours.</summary>
    public static ProblemKind? ForType(string type) => All.FirstOrDefault(kind => kind.Type == type);

    public string Type => $"/problems/{Name}";

    public ProblemDetails ToDetails(string? detail) => new()
    {
        Type = Type,
        Title = Title,
        Status = Status,
        Detail = detail ?? Remedy,
    };
}
