using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "deliveryotp");

            migrationBuilder.CreateTable(
                name: "access_log",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    query_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    resource = table.Column<string>(type: "text", nullable: false),
                    filters = table.Column<string>(type: "jsonb", nullable: false),
                    rows_returned = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_log", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "attempt_signals",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    signal = table.Column<string>(type: "text", nullable: false),
                    attempt_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attempt_signals", x => new { x.retailer_id, x.signal, x.attempt_id });
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                schema: "deliveryotp",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: false),
                    longitude = table.Column<double>(type: "double precision", nullable: false),
                    country = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    courier_id = table.Column<string>(type: "text", nullable: true),
                    parcel_barcode = table.Column<string>(type: "text", nullable: true),
                    seller_name = table.Column<string>(type: "text", nullable: true),
                    seller_country = table.Column<string>(type: "text", nullable: true),
                    seller_marketplace = table.Column<string>(type: "text", nullable: true),
                    recipient_language = table.Column<string>(type: "text", nullable: true),
                    recipient_email = table.Column<string>(type: "text", nullable: true),
                    recipient_phone = table.Column<string>(type: "text", nullable: true),
                    policy = table.Column<string>(type: "jsonb", nullable: false),
                    review = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    idempotency_key = table.Column<string>(type: "text", nullable: true),
                    request_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    link_version = table.Column<int>(type: "integer", nullable: false, defaultValue: 1),
                    link_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    open_dispute_id = table.Column<Guid>(type: "uuid", nullable: true),
                    links_sent = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => new { x.retailer_id, x.id });
                    table.CheckConstraint("ck_deliveries_status", "status in ('pending', 'locked', 'held', 'delivered', 'contested', 'cancelled', 'expired')");
                });

            migrationBuilder.CreateTable(
                name: "disputes",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    opened_by = table.Column<string>(type: "text", nullable: false),
                    statement = table.Column<string>(type: "text", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    notes = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    last_note_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_note = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    grounds = table.Column<string[]>(type: "text[]", nullable: true),
                    reasons = table.Column<string>(type: "text", nullable: true),
                    evidence_kept_at = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by_role = table.Column<string>(type: "text", nullable: true),
                    decided_by_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disputes", x => new { x.retailer_id, x.id });
                    table.CheckConstraint("ck_disputes_decision", "num_nulls(outcome, grounds, reasons, decided_at, decided_by_role, decided_by_id) in (0, 6)");
                });

            migrationBuilder.CreateTable(
                name: "hand_overs",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    wrong = table.Column<int>(type: "integer", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    late = table.Column<int>(type: "integer", nullable: false),
                    contested = table.Column<int>(type: "integer", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    track = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hand_overs", x => new { x.retailer_id, x.subject, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "journal",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    courier_id = table.Column<string>(type: "text", nullable: true),
                    device_id = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    fine_cell = table.Column<int>(type: "integer", nullable: true, computedColumnSql: "floor((latitude + 90) * 100)::int * 36001 + floor((longitude + 180) * 100)::int", stored: true),
                    coarse_cell = table.Column<int>(type: "integer", nullable: true, computedColumnSql: "floor((latitude + 90) * 6)::int * 2161 + floor((longitude + 180) * 6)::int", stored: true),
                    presented_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    detail = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<short>(type: "smallint", nullable: false, defaultValue: (short)1),
                    idempotency_key = table.Column<string>(type: "text", nullable: true),
                    idempotency_principal = table.Column<string>(type: "text", nullable: true, computedColumnSql: "case when idempotency_key is null then null when actor_role = 'courier' then 'courier:' || courier_id when actor_role = 'support' then 'support:' || actor_id else actor_role end", stored: true),
                    request_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    about_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_stranger = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    review_total = table.Column<int>(type: "integer", nullable: true),
                    link_version = table.Column<int>(type: "integer", nullable: false, defaultValue: 1)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => new { x.retailer_id, x.delivery_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "journal_order",
                schema: "deliveryotp",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false),
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_order", x => x.position);
                    table.CheckConstraint("ck_journal_order_position", "position >= 0");
                });

            migrationBuilder.CreateTable(
                name: "journal_readers",
                schema: "deliveryotp",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    holder = table.Column<Guid>(type: "uuid", nullable: true),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_readers", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "journal_set_aside",
                schema: "deliveryotp",
                columns: table => new
                {
                    reader = table.Column<string>(type: "text", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    set_aside_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retry_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    retries = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_set_aside", x => new { x.reader, x.entry_id });
                });

            migrationBuilder.CreateTable(
                name: "journal_unsequenced",
                schema: "deliveryotp",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_unsequenced", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outgoing_mails",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    link_version = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    place = table.Column<string>(type: "text", nullable: true),
                    tries_left = table.Column<int>(type: "integer", nullable: true),
                    happened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_decisive = table.Column<bool>(type: "boolean", nullable: false),
                    is_last = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    old_address = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_mails", x => new { x.retailer_id, x.entry_id, x.kind });
                    table.CheckConstraint("ck_outgoing_mails_status", "status in ('waiting', 'sent', 'failed', 'dropped')");
                });

            migrationBuilder.CreateTable(
                name: "policy_changes",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    policy = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_changes", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "retailers",
                schema: "deliveryotp",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retailers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_lanes",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_lanes", x => new { x.retailer_id, x.endpoint_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "webhook_messages",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    happened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    code_generation = table.Column<int>(type: "integer", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    last_tried_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_messages", x => new { x.retailer_id, x.endpoint_id, x.number });
                    table.CheckConstraint("ck_webhook_messages_state", "state in ('pending', 'delivered', 'failed', 'cancelled')");
                });

            migrationBuilder.CreateTable(
                name: "webhook_posts",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_posts", x => new { x.retailer_id, x.endpoint_id, x.number, x.posted_at });
                });

            migrationBuilder.CreateTable(
                name: "wrong_tries",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<string>(type: "text", nullable: false),
                    wrong_at = table.Column<DateTimeOffset[]>(type: "timestamp with time zone[]", nullable: false, defaultValueSql: "'{}'"),
                    kept_s = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wrong_tries", x => new { x.retailer_id, x.subject, x.subject_id });
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 60);

            migrationBuilder.CreateTable(
                name: "delivery_states",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    generations_since_unlock = table.Column<int>(type: "integer", nullable: false),
                    failed_tries = table.Column<int>(type: "integer", nullable: false),
                    unlocks = table.Column<int>(type: "integer", nullable: false),
                    code_key_id = table.Column<string>(type: "text", nullable: true),
                    code_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    code_encrypted = table.Column<byte[]>(type: "bytea", nullable: true),
                    signals = table.Column<string>(type: "jsonb", nullable: false),
                    stranger_signals = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{}'"),
                    superseded_codes = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'[]'"),
                    last_sequence = table.Column<int>(type: "integer", nullable: false),
                    visits = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{\"wrong_tries\": []}'"),
                    session_closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_states", x => new { x.retailer_id, x.delivery_id });
                    table.CheckConstraint("ck_delivery_states_status", "status in ('pending', 'locked', 'held', 'delivered', 'contested', 'cancelled', 'expired')");
                    table.CheckConstraint("ck_delivery_states_tries", "failed_tries between 0 and 3");
                    table.CheckConstraint("ck_delivery_states_lock", "(status = 'locked') <= (failed_tries = 3)");
                    table.CheckConstraint("ck_delivery_states_code", "(code_digest is not null) <= (status = 'pending')");
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => new { x.retailer_id, x.id });
                    table.CheckConstraint("ck_api_keys_role", "role in ('retailer', 'support')");
                    table.ForeignKey(
                        name: "fk_api_keys_retailers",
                        column: x => x.retailer_id,
                        principalSchema: "deliveryotp",
                        principalTable: "retailers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    events = table.Column<string[]>(type: "text[]", nullable: true),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    secret_key_id = table.Column<string>(type: "text", nullable: false),
                    previous_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    previous_secret_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_number = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => new { x.retailer_id, x.id });
                    table.ForeignKey(
                        name: "fk_webhook_endpoints_retailers",
                        column: x => x.retailer_id,
                        principalSchema: "deliveryotp",
                        principalTable: "retailers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_api_keys_id",
                schema: "deliveryotp",
                table: "api_keys",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_attention",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "status", "id" },
                filter: "status in ('locked', 'held', 'contested')");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_courier",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "courier_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_door",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "latitude", "longitude", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_expires_at",
                schema: "deliveryotp",
                table: "deliveries",
                column: "expires_at",
                filter: "status in ('pending', 'locked', 'held')");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_id",
                schema: "deliveryotp",
                table: "deliveries",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_order",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_review",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "id" },
                filter: "review");

            migrationBuilder.CreateIndex(
                name: "ux_deliveries_idempotency_key",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "idempotency_key" },
                unique: true,
                filter: "idempotency_key is not null");

            migrationBuilder.CreateIndex(
                name: "ux_deliveries_live_order",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "order_id", "parcel_barcode" },
                unique: true,
                filter: "status in ('pending', 'locked', 'held')")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_disputes_decided_at",
                schema: "deliveryotp",
                table: "disputes",
                columns: new[] { "retailer_id", "decided_at", "id" },
                filter: "decided_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_delivery",
                schema: "deliveryotp",
                table: "disputes",
                columns: new[] { "retailer_id", "delivery_id" });

            migrationBuilder.CreateIndex(
                name: "ix_disputes_due_at",
                schema: "deliveryotp",
                table: "disputes",
                columns: new[] { "retailer_id", "due_at", "id" },
                filter: "decided_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_disputes_open",
                schema: "deliveryotp",
                table: "disputes",
                columns: new[] { "retailer_id", "delivery_id" },
                unique: true,
                filter: "decided_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_journal_about",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "about_id" },
                filter: "kind = 'signal_raised'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_attempts",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_coarse_cell",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "coarse_cell", "id" },
                filter: "kind = 'attempted'")
                .Annotation("Npgsql:IndexInclude", new[] { "latitude", "longitude" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_device",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "device_id", "id" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_ends_at",
                schema: "deliveryotp",
                table: "journal",
                column: "ends_at",
                filter: "ends_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_journal_fine_cell",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "fine_cell", "id" },
                filter: "kind = 'attempted'")
                .Annotation("Npgsql:IndexInclude", new[] { "latitude", "longitude" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_outcome",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "outcome", "id" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ux_journal_acceptance",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "delivery_id" },
                unique: true,
                filter: "outcome = 'accepted'");

            migrationBuilder.CreateIndex(
                name: "ux_journal_idempotency_key",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "delivery_id", "idempotency_principal", "idempotency_key" },
                unique: true,
                filter: "idempotency_key is not null");

            migrationBuilder.CreateIndex(
                name: "ux_journal_order_entry",
                schema: "deliveryotp",
                table: "journal_order",
                columns: new[] { "retailer_id", "delivery_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_delivery",
                schema: "deliveryotp",
                table: "outgoing_mails",
                columns: new[] { "retailer_id", "delivery_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_due_at",
                schema: "deliveryotp",
                table: "outgoing_mails",
                column: "due_at",
                filter: "status = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_settled_at",
                schema: "deliveryotp",
                table: "outgoing_mails",
                column: "settled_at",
                filter: "settled_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_lanes_due",
                schema: "deliveryotp",
                table: "webhook_lanes",
                columns: new[] { "retailer_id", "endpoint_id", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_messages_created_at",
                schema: "deliveryotp",
                table: "webhook_messages",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_messages_pending",
                schema: "deliveryotp",
                table: "webhook_messages",
                columns: new[] { "retailer_id", "endpoint_id", "subject_id", "number" },
                filter: "state = 'pending'");

            // What EF Core can't say: room beside the rows that every visit changes, so that their next version touches no index; the
            // couriers' tracks, which change as often, in their rows; and a vacuum that does not wait for a fifth of a large table.
            migrationBuilder.Sql(
                """
                alter table deliveryotp.deliveries set (fillfactor = 75);
                alter table deliveryotp.delivery_states set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
                alter table deliveryotp.hand_overs alter column track set storage main;
                alter table deliveryotp.hand_overs set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
                alter table deliveryotp.journal_unsequenced set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
                alter table deliveryotp.journal_readers set (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_log",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "api_keys",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "attempt_signals",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "data_protection_keys",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "delivery_states",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "disputes",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "hand_overs",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "journal",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "journal_order",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "journal_readers",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "journal_set_aside",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "journal_unsequenced",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "outgoing_mails",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "policy_changes",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "webhook_endpoints",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "webhook_lanes",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "webhook_messages",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "webhook_posts",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "wrong_tries",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "deliveries",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "retailers",
                schema: "deliveryotp");
        }
    }
}
