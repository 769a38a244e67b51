BEGIN TRANSACTION;
CREATE TABLE attributes (
	n INTEGER NOT NULL, 
	source INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	country TEXT NOT NULL, 
	expert TEXT NOT NULL, 
	language TEXT NOT NULL, 
	more TEXT NOT NULL, 
	batch INTEGER NOT NULL, 
	retired INTEGER, 
	PRIMARY KEY (n), 
	FOREIGN KEY(source) REFERENCES sources (n)
);
INSERT INTO "attributes" VALUES(1,1,'interview','AM','AM-01','ru','{"sector": "think tank", "сфера": "аналитика"}',1,NULL);
INSERT INTO "attributes" VALUES(2,2,'interview','KZ','KZ-01','ru','{"sector": "think tank", "сфера": "аналитика"}',1,NULL);
INSERT INTO "attributes" VALUES(3,3,'interview','KZ','KZ-02','ru','{"sector": "think tank", "сфера": "аналитика"}',1,NULL);
INSERT INTO "attributes" VALUES(4,4,'statement','','','ru','{"sector": "think tank", "сфера": "аналитика"}',1,NULL);
CREATE TABLE codebooks (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	version TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	batch INTEGER NOT NULL, 
	retired INTEGER, 
	PRIMARY KEY (n)
);
CREATE TABLE codings (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	source INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	status TEXT NOT NULL, 
	assessment INTEGER, 
	evidence TEXT NOT NULL, 
	created TEXT NOT NULL, 
	batch INTEGER NOT NULL, 
	retired INTEGER, 
	PRIMARY KEY (n), 
	CONSTRAINT a_coding_has_a_segment CHECK ("start" >= 0 AND "start" < "end"), 
	CONSTRAINT an_assessment_is_minus_two_to_two CHECK (assessment BETWEEN -2 AND 2), 
	FOREIGN KEY(source) REFERENCES sources (n)
);
INSERT INTO "codings" VALUES(1,'41f4001f-0621-5fe4-873d-4db32f086709',2,'speed',19,25,'быстро','auto:events@1.0.0','accepted',1,'[["speed/ru","быстро",19,25]]','2026-11-24T03:24:28.660Z',2,NULL);
INSERT INTO "codings" VALUES(2,'fb7e6ebf-8690-545d-9a7f-7e196548c567',3,'speed',23,36,'Оперативность','auto:events@1.0.0','suggested',NULL,'[["speed/ru","оперативность",23,36]]','2026-11-24T03:24:28.660Z',2,NULL);
INSERT INTO "codings" VALUES(3,'94e59362-beec-5697-8069-5f18dab7a9d2',2,'precedent',76,85,'прецедент','auto:events@1.0.0','rejected',NULL,'[["precedent/ru","прецедент",76,85]]','2026-11-24T03:24:28.660Z',2,NULL);
INSERT INTO "codings" VALUES(4,'0b6d3a52-0000-4000-8000-000000000001',2,'security',27,46,'Ұжымдық қауіпсіздік','aigerim','accepted',NULL,'[]','2026-11-24T03:24:28.707Z',5,NULL);
CREATE TABLE done (
	n INTEGER NOT NULL, 
	source INTEGER NOT NULL, 
	coder TEXT NOT NULL, 
	batch INTEGER NOT NULL, 
	retired INTEGER, 
	PRIMARY KEY (n), 
	FOREIGN KEY(source) REFERENCES sources (n)
);
INSERT INTO "done" VALUES(1,2,'aigerim',7,NULL);
INSERT INTO "done" VALUES(2,3,'бека',10,NULL);
CREATE TABLE log (
	n INTEGER NOT NULL, 
	batch INTEGER NOT NULL, 
	time TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	action TEXT NOT NULL, 
	target TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	prev TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (n)
);
INSERT INTO "log" VALUES(1,1,'2026-11-24T03:24:28.636Z','aigerim','batch','add sources','{}','0000000000000000000000000000000000000000000000000000000000000000','8a09b08f062508544b815e2983ee729ec575a7e474504b10da1205cd80876eab');
INSERT INTO "log" VALUES(2,1,'2026-11-24T03:24:28.636Z','aigerim','add source','source:am-01','{"row":1,"text_sha256":"4fd0f29c20f63982c0f1600cf33814168471db9b44ba6ade9919f9caf8a54e54"}','8a09b08f062508544b815e2983ee729ec575a7e474504b10da1205cd80876eab','459abb8e54cb259057904682dbdcc187c95ac98cfcfd8d582379ef0582fa15d6');
INSERT INTO "log" VALUES(3,1,'2026-11-24T03:24:28.636Z','aigerim','add source','source:kz-01','{"row":2,"text_sha256":"9f728eda5a3043823b300bfb2cbb2c0854b8db3c8b5f5795d49f0c069413d1ca"}','459abb8e54cb259057904682dbdcc187c95ac98cfcfd8d582379ef0582fa15d6','3e71ae47a2ac7bb3850191bb4eb4e35f726dca89728c476b1093dd573e9b6a73');
INSERT INTO "log" VALUES(4,1,'2026-11-24T03:24:28.636Z','aigerim','add source','source:kz-02','{"row":3,"text_sha256":"6e53817fd8a842db0202216ad5a93755f81388e96e84d840ddfbb997589e9314"}','3e71ae47a2ac7bb3850191bb4eb4e35f726dca89728c476b1093dd573e9b6a73','18263e49e844fedb440acf0f05041c4ea5684787e0dc3fccc05efba16bd0cd53');
INSERT INTO "log" VALUES(5,1,'2026-11-24T03:24:28.636Z','aigerim','add source','source:statement-01','{"row":4,"text_sha256":"c607a6b46a1b2d5a90038d6e4e5904d34bfeb344a06826c0426575fb2f820aac"}','18263e49e844fedb440acf0f05041c4ea5684787e0dc3fccc05efba16bd0cd53','7d139d1a13c380447cd82afd796b7b3b3d40619fdea1ef795de20cb42b8f4d1f');
INSERT INTO "log" VALUES(6,2,'2026-11-24T03:24:28.660Z','aigerim','batch','suggest','{}','7d139d1a13c380447cd82afd796b7b3b3d40619fdea1ef795de20cb42b8f4d1f','72cf112dcb7c2a356980438ff305c0adf0d4862651f9430689d6f9d221d82b90');
INSERT INTO "log" VALUES(7,2,'2026-11-24T03:24:28.660Z','aigerim','add coding','coding:41f4001f-0621-5fe4-873d-4db32f086709','{"assessment":null,"code":"speed","coder":"auto:events@1.0.0","end":25,"row":1,"source":"kz-01","start":19,"status":"suggested"}','72cf112dcb7c2a356980438ff305c0adf0d4862651f9430689d6f9d221d82b90','54bcd497f9883a0968ec00f9462b0ec769beb629f80d5c76e5fed879568224f3');
INSERT INTO "log" VALUES(8,2,'2026-11-24T03:24:28.660Z','aigerim','add coding','coding:fb7e6ebf-8690-545d-9a7f-7e196548c567','{"assessment":null,"code":"speed","coder":"auto:events@1.0.0","end":36,"row":2,"source":"kz-02","start":23,"status":"suggested"}','54bcd497f9883a0968ec00f9462b0ec769beb629f80d5c76e5fed879568224f3','8e81bb653afe9aca0a55660843d07b7aaa55770aa49161e840a312e2bb2c9045');
INSERT INTO "log" VALUES(9,2,'2026-11-24T03:24:28.660Z','aigerim','add coding','coding:94e59362-beec-5697-8069-5f18dab7a9d2','{"assessment":null,"code":"precedent","coder":"auto:events@1.0.0","end":85,"row":3,"source":"kz-01","start":76,"status":"suggested"}','8e81bb653afe9aca0a55660843d07b7aaa55770aa49161e840a312e2bb2c9045','36c3546d62542356b9942757262491ce9357fbc0ec2e64be950b87fbd163d79f');
INSERT INTO "log" VALUES(10,3,'2026-11-24T03:24:28.678Z','aigerim','batch','accept','{}','36c3546d62542356b9942757262491ce9357fbc0ec2e64be950b87fbd163d79f','e19a4c1a0a9c0b1396a1cc086165a5f317440d51472ef030e1d41a6cbb150202');
INSERT INTO "log" VALUES(11,3,'2026-11-24T03:24:28.678Z','aigerim','decide coding','coding:41f4001f-0621-5fe4-873d-4db32f086709','{"assessment":[null,1],"row":1,"status":["suggested","accepted"]}','e19a4c1a0a9c0b1396a1cc086165a5f317440d51472ef030e1d41a6cbb150202','bbd6571452d16dd1cf235604727e1f44304f389b20e50dde0478dfbca9d578b3');
INSERT INTO "log" VALUES(12,4,'2026-11-24T03:24:28.695Z','aigerim','batch','reject','{}','bbd6571452d16dd1cf235604727e1f44304f389b20e50dde0478dfbca9d578b3','01591f4425e64ff5ffd9ec61dadfab7576cc929318e82a403423776d641aa1fb');
INSERT INTO "log" VALUES(13,4,'2026-11-24T03:24:28.695Z','aigerim','decide coding','coding:94e59362-beec-5697-8069-5f18dab7a9d2','{"row":3,"status":["suggested","rejected"]}','01591f4425e64ff5ffd9ec61dadfab7576cc929318e82a403423776d641aa1fb','d53a218a7f2217c5a45b68237285a803a53b4db142322feb3b6da66806d2d6f2');
INSERT INTO "log" VALUES(14,5,'2026-11-24T03:24:28.707Z','aigerim','batch','add codings','{}','d53a218a7f2217c5a45b68237285a803a53b4db142322feb3b6da66806d2d6f2','cb51642f973243eb8495fd3e8a415739c6ce56169592fbaee13dd309e1f2ef1e');
INSERT INTO "log" VALUES(15,5,'2026-11-24T03:24:28.707Z','aigerim','add coding','coding:0b6d3a52-0000-4000-8000-000000000001','{"assessment":null,"code":"security","coder":"aigerim","end":46,"row":4,"source":"kz-01","start":27,"status":"accepted"}','cb51642f973243eb8495fd3e8a415739c6ce56169592fbaee13dd309e1f2ef1e','5191482519e4bcb6b997cae30e157f500b43a21b1fd1ff1effa962078170872a');
INSERT INTO "log" VALUES(16,6,'2026-11-24T03:24:28.719Z','aigerim','batch','add memo','{}','5191482519e4bcb6b997cae30e157f500b43a21b1fd1ff1effa962078170872a','6675e282840ce06277a2d53b7bfb08f530c073733ff2d9d9617a8883391b9be6');
INSERT INTO "log" VALUES(17,6,'2026-11-24T03:24:28.719Z','aigerim','add memo','memo:c61d8cb7-9e13-47ba-b838-537be233cf60','{"about":"source:kz-01","row":1}','6675e282840ce06277a2d53b7bfb08f530c073733ff2d9d9617a8883391b9be6','d1fde95a83cd236b348b4e6767151f82d3c5269944abe4baf263fecfe1b9491e');
INSERT INTO "log" VALUES(18,7,'2026-11-24T03:24:28.731Z','aigerim','batch','mark done','{}','d1fde95a83cd236b348b4e6767151f82d3c5269944abe4baf263fecfe1b9491e','5c4bbab0c7ab0930ec96f7c1a3ec65c86f545f3a409d9ea3429cf15ba9af22f5');
INSERT INTO "log" VALUES(19,7,'2026-11-24T03:24:28.731Z','aigerim','add done','done:kz-01','{"coder":"aigerim","row":1}','5c4bbab0c7ab0930ec96f7c1a3ec65c86f545f3a409d9ea3429cf15ba9af22f5','ca3eaf803aff4f4d3985dbd99b4996c5e939fb3d423185328d4e44283008e44a');
INSERT INTO "log" VALUES(20,8,'2026-11-24T03:24:28.781Z','бека','batch','accept','{}','ca3eaf803aff4f4d3985dbd99b4996c5e939fb3d423185328d4e44283008e44a','7be91defc1381610e23d3d1b6cc604576fc02c44f3b73d93b30d49f254949af9');
INSERT INTO "log" VALUES(21,8,'2026-11-24T03:24:28.781Z','бека','decide coding','coding:fb7e6ebf-8690-545d-9a7f-7e196548c567','{"row":2,"status":["suggested","accepted"]}','7be91defc1381610e23d3d1b6cc604576fc02c44f3b73d93b30d49f254949af9','d845a62a7650758e3b9af0f44a8647a1b073896bdcf0a961b197931088fbdef2');
INSERT INTO "log" VALUES(22,9,'2026-11-24T03:24:28.811Z','бека','batch','undo','{"undoes":8}','d845a62a7650758e3b9af0f44a8647a1b073896bdcf0a961b197931088fbdef2','add1186d4e7c2875497d19acbde763b0f50cd8c792ebd9d2d72c77d4523c375b');
INSERT INTO "log" VALUES(23,9,'2026-11-24T03:24:28.811Z','бека','decide coding','coding:fb7e6ebf-8690-545d-9a7f-7e196548c567','{"row":2,"status":["accepted","suggested"]}','add1186d4e7c2875497d19acbde763b0f50cd8c792ebd9d2d72c77d4523c375b','e4b80a9e1470ff5cc510a79dfdedb1d0aed55776e86fcac0ae2ba86a507cbc76');
INSERT INTO "log" VALUES(24,10,'2026-11-24T03:24:28.840Z','бека','batch','mark done','{}','e4b80a9e1470ff5cc510a79dfdedb1d0aed55776e86fcac0ae2ba86a507cbc76','9048932cea8cddb266bab711a8413a60edff21bea950da5599813aaf1285c0b0');
INSERT INTO "log" VALUES(25,10,'2026-11-24T03:24:28.840Z','бека','add done','done:kz-02','{"coder":"бека","row":2}','9048932cea8cddb266bab711a8413a60edff21bea950da5599813aaf1285c0b0','d16f1ed9b5e3f3dc8a5925180e21216161dbc49a6d2d185afcf38b3e37cc045d');
CREATE TABLE memos (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	about TEXT NOT NULL, 
	text TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	created TEXT NOT NULL, 
	batch INTEGER NOT NULL, 
	retired INTEGER, 
	PRIMARY KEY (n)
);
INSERT INTO "memos" VALUES(1,'c61d8cb7-9e13-47ba-b838-537be233cf60','source:kz-01','Ашық сөйледі','aigerim','2026-11-24T03:24:28.719Z',6,NULL);
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('format','1');
INSERT INTO "meta" VALUES('project','cf270340-365a-47a2-9b2c-b5add43d9c8a');
INSERT INTO "meta" VALUES('created','2026-11-24T03:24:28.615Z');
INSERT INTO "meta" VALUES('log_end','{"batch":10,"hash":"d16f1ed9b5e3f3dc8a5925180e21216161dbc49a6d2d185afcf38b3e37cc045d","n":25}');
CREATE TABLE readings (
	n INTEGER NOT NULL, 
	source INTEGER NOT NULL, 
	file TEXT NOT NULL, 
	file_sha256 TEXT NOT NULL, 
	encoding TEXT NOT NULL, 
	normalised TEXT NOT NULL, 
	batch INTEGER NOT NULL, 
	retired INTEGER, 
	PRIMARY KEY (n), 
	FOREIGN KEY(source) REFERENCES sources (n)
);
INSERT INTO "readings" VALUES(1,1,'transcripts/am-01.txt','4fd0f29c20f63982c0f1600cf33814168471db9b44ba6ade9919f9caf8a54e54','utf-8','{"line ends":2}',1,NULL);
INSERT INTO "readings" VALUES(2,2,'transcripts/kz-01.txt','9f728eda5a3043823b300bfb2cbb2c0854b8db3c8b5f5795d49f0c069413d1ca','utf-8','{"line ends":2}',1,NULL);
INSERT INTO "readings" VALUES(3,3,'transcripts/kz-02.txt','6e53817fd8a842db0202216ad5a93755f81388e96e84d840ddfbb997589e9314','utf-8','{"line ends":2}',1,NULL);
INSERT INTO "readings" VALUES(4,4,'transcripts/statement-01.txt','c607a6b46a1b2d5a90038d6e4e5904d34bfeb344a06826c0426575fb2f820aac','utf-8','{"line ends":2}',1,NULL);
CREATE TABLE sources (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	text_sha256 TEXT NOT NULL, 
	batch INTEGER NOT NULL, 
	retired INTEGER, 
	PRIMARY KEY (n)
);
INSERT INTO "sources" VALUES(1,'am-01','Ըստ էության, մենք սպասում էինք օգնության: Բայց օգնությունը չեկավ:','4fd0f29c20f63982c0f1600cf33814168471db9b44ba6ade9919f9caf8a54e54',1,NULL);
INSERT INTO "sources" VALUES(2,'kz-01','Миротворцы прибыли быстро. Ұжымдық қауіпсіздік сол күні қорғады. 🕊️ Это был прецедент.','9f728eda5a3043823b300bfb2cbb2c0854b8db3c8b5f5795d49f0c069413d1ca',1,NULL);
INSERT INTO "sources" VALUES(3,'kz-02','Біз оны күткен жоқпыз. Оперативность всех удивила.','6e53817fd8a842db0202216ad5a93755f81388e96e84d840ddfbb997589e9314',1,NULL);
INSERT INTO "sources" VALUES(4,'statement-01','The Council 𝐝𝐞𝐜𝐢𝐝𝐞𝐝 to act without delay.','c607a6b46a1b2d5a90038d6e4e5904d34bfeb344a06826c0426575fb2f820aac',1,NULL);
CREATE TABLE tagged (
	n INTEGER NOT NULL, 
	source INTEGER NOT NULL, 
	text_sha256 TEXT NOT NULL, 
	reading INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	language TEXT NOT NULL, 
	rules_sha256 TEXT NOT NULL, 
	engine TEXT NOT NULL, 
	batch INTEGER NOT NULL, 
	retired INTEGER, 
	PRIMARY KEY (n), 
	FOREIGN KEY(source) REFERENCES sources (n), 
	FOREIGN KEY(reading) REFERENCES readings (n)
);
CREATE TABLE turns (
	reading INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	speaker TEXT NOT NULL, 
	role TEXT NOT NULL, 
	time TEXT NOT NULL, 
	language TEXT NOT NULL, 
	PRIMARY KEY (reading, number), 
	FOREIGN KEY(reading) REFERENCES readings (n)
);
INSERT INTO "turns" VALUES(1,1,0,65,'Эксперт','expert','','');
INSERT INTO "turns" VALUES(2,1,0,86,'Эксперт','expert','','');
INSERT INTO "turns" VALUES(3,1,0,50,'Эксперт','expert','','');
INSERT INTO "turns" VALUES(4,1,0,41,'Эксперт','expert','','');
CREATE UNIQUE INDEX one_live_source ON sources (id) WHERE retired IS NULL;
CREATE TRIGGER text_never_changes BEFORE UPDATE OF id, text, text_sha256 ON sources BEGIN SELECT RAISE(ABORT, 'a text never changes'); END;
CREATE TRIGGER sources_are_never_erased BEFORE DELETE ON sources BEGIN SELECT RAISE(ABORT, 'a source is retired, not erased'); END;
CREATE UNIQUE INDEX one_live_memo ON memos (id) WHERE retired IS NULL;
CREATE INDEX memos_by_about ON memos (about);
CREATE INDEX log_by_target ON log (target);
CREATE INDEX log_by_batch ON log (batch);
CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_is_never_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE UNIQUE INDEX one_live_attributes ON attributes (source) WHERE retired IS NULL;
CREATE UNIQUE INDEX one_live_reading ON readings (source) WHERE retired IS NULL;
CREATE UNIQUE INDEX one_live_coding ON codings (id) WHERE retired IS NULL;
CREATE INDEX codings_by_id ON codings (id);
CREATE INDEX codings_by_source ON codings (source, start);
CREATE TRIGGER codings_are_never_erased BEFORE DELETE ON codings BEGIN SELECT RAISE(ABORT, 'a coding is retired, not erased'); END;
CREATE UNIQUE INDEX one_live_done ON done (source, coder) WHERE retired IS NULL;
CREATE INDEX tagged_by_source ON tagged (source);
COMMIT;
